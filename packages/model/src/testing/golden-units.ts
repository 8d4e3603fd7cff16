import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { Scope } from '../layers/scope';
import type { TensorRecord } from '../network/parameter-spec';
import type { UnitPlan } from '../network/plan-resnet';

type Numbers = number | Numbers[];
type Statistics = Record<string, { mean: number[]; variance: number[] }>;

interface GoldenCase {
  readonly name: string;
  readonly input: string;
  readonly parameters: 'projection' | 'identity';
  readonly stride: 1 | 2;
  readonly padding: 'symmetric' | 'same';
  readonly se: boolean;
  readonly output: Numbers;
  readonly batchStatistics: Statistics;
  readonly gradients: Record<string, Numbers>;
  readonly float32Deviation: Record<string, number>;
}

interface GoldenUnits {
  readonly inputs: Record<string, Numbers>;
  readonly parameters: Record<GoldenCase['parameters'], Record<string, Numbers>>;
  readonly cases: readonly GoldenCase[];
  readonly inference: Pick<GoldenCase, 'input' | 'parameters' | 'stride' | 'padding' | 'output'> & {
    readonly moving: Statistics;
  };
}

/** Values of an independent float64 program: reference/golden/units.json, whose `about` says its conventions. */
export const golden = JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', 'units.json'), 'utf8')) as GoldenUnits;

export const goldenTensor = (numbers: Numbers): tf.Tensor => tf.tensor(numbers as never, undefined, 'float32');

export const flat = (numbers: Numbers): number[] => (typeof numbers === 'number' ? [numbers] : numbers.flatMap(flat));

/** `se1_bn2_gamma` as `unit/se1/bn2/gamma`. */
export function ownName(goldenName: string): string {
  const batchNorm = /^(.*?)_?(bn(?:\d|_shortcut))_(gamma|beta|movingMean|movingVariance)$/.exec(goldenName);
  if (batchNorm !== null) {
    const [, prefix = '', layer = '', part = ''] = batchNorm;
    return ['unit', prefix, layer === 'bn_shortcut' ? 'shortcut/bn' : layer, part].filter((p) => p !== '').join('/');
  }
  if (goldenName.endsWith('_fc')) return `unit/${goldenName.replace('_', '/')}/weights`;
  return `unit/${goldenName === 'conv_shortcut' ? 'shortcut/conv' : goldenName}/kernel`;
}

/** The plan and the parameters of a golden unit; moving averages are zero and one unless given. */
export function goldenUnit(
  { parameters: set, stride, padding }: Pick<GoldenCase, 'parameters' | 'stride' | 'padding'>,
  se: boolean,
  moving: Statistics = {},
): { plan: UnitPlan; parameters: TensorRecord; settings: Scope['settings'] } {
  const numbers = golden.parameters[set];
  const given = Object.entries(numbers).filter(([name]) => se || !name.startsWith('se'));
  const parameters = Object.fromEntries(given.map(([name, values]) => [ownName(name), goldenTensor(values)]));
  for (const [name, values] of given) {
    if (!name.endsWith('_gamma')) continue;
    const layer = name.replace('_gamma', '');
    const averages = moving[layer] ?? { mean: flat(values).map(() => 0), variance: flat(values).map(() => 1) };
    parameters[ownName(`${layer}_movingMean`)] = tf.tensor1d(averages.mean);
    parameters[ownName(`${layer}_movingVariance`)] = tf.tensor1d(averages.variance);
  }
  const inputs = (numbers.bn1_gamma as number[]).length;
  return {
    parameters,
    settings: { padding, activation: 'leaky-relu', epsilon: 1e-5, momentum: 0 },
    plan: {
      name: 'unit',
      type: 'bottleneck',
      inputs,
      inner: 8,
      outputs: 32,
      stride,
      projects: set === 'projection',
      squeezed: se ? 16 : undefined,
      sideIn: 8,
      sideOut: 8 / stride,
    },
  };
}
