import type { AdapterConfig, PresetName, ResNetConfig } from './model-config';

const common = {
  widthMultiplier: 1,
  padding: 'symmetric',
  activation: 'leaky-relu',
  epsilon: 1e-5,
  momentum: 0.9,
} as const;

const stem = { kernel: 7, stride: 2, channels: 64, pool: true } as const;

/** Four stages of which only the last carries squeeze-and-excitation; the first keeps the size of the map. */
function stages(units: readonly number[], channels: readonly number[]): ResNetConfig['stages'] {
  return units.map((count, i) => ({
    units: count,
    channels: channels[i] ?? 0,
    stride: i === 0 ? 1 : 2,
    excitation: i === units.length - 1,
  }));
}

const BASIC = [64, 128, 256, 512];
const BOTTLENECK = [256, 512, 1024, 2048];

/** What each preset's name stands for. */
export const presetConfigs: { readonly [P in PresetName]: P extends 'adapter' ? AdapterConfig : ResNetConfig } = {
  tiny: {
    preset: 'tiny',
    inputSize: 32,
    embedding: 64,
    unit: 'basic',
    stem: { kernel: 3, stride: 2, channels: 16, pool: false },
    stages: stages([1, 1, 1], [16, 32, 64]),
    ...common,
  },
  'resnet18-se': {
    preset: 'resnet18-se',
    inputSize: 112,
    embedding: 512,
    unit: 'basic',
    stem,
    stages: stages([2, 2, 2, 2], BASIC),
    ...common,
  },
  'resnet50-se': {
    preset: 'resnet50-se',
    inputSize: 112,
    embedding: 512,
    unit: 'bottleneck',
    stem,
    stages: stages([3, 4, 6, 3], BOTTLENECK),
    ...common,
  },
  'resnet101-se': {
    preset: 'resnet101-se',
    inputSize: 248,
    embedding: 512,
    unit: 'bottleneck',
    stem,
    stages: stages([3, 4, 23, 4], BOTTLENECK),
    ...common,
  },
  adapter: {
    preset: 'adapter',
    inputDimension: 128,
    centre: true,
    hidden: 0,
    activation: 'leaky-relu',
    backbone: 'faceapi',
  },
};

/** The names of all presets, smallest network first. */
export const presets = [
  'adapter',
  'tiny',
  'resnet18-se',
  'resnet50-se',
  'resnet101-se',
] as const satisfies PresetName[];
