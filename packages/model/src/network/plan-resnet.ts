import type { ResNetConfig } from '../config/model-config';

/** One residual unit, its numbers resolved. */
export interface UnitPlan {
  /** Prefix of its parameters: `stage1/unit1`. */
  readonly name: string;
  readonly type: ResNetConfig['unit'];
  readonly inputs: number;
  /** Channels between its convolutions. */
  readonly inner: number;
  readonly outputs: number;
  /** Stride of its 3 x 3 convolution (the second, in a basic unit) and of the shortcut. */
  readonly stride: 1 | 2;
  /** Whether the shortcut is a 1 x 1 convolution with batch normalisation instead of the input itself. */
  readonly projects: boolean;
  /** Width of squeeze-and-excitation; undefined: none. */
  readonly squeezed: number | undefined;
  /** Side of its input and output map in pixels. */
  readonly sideIn: number;
  readonly sideOut: number;
}

/** A residual network, layer by layer. */
export interface ResNetPlan {
  readonly stem: ResNetConfig['stem'];
  readonly units: readonly UnitPlan[];
  /** Length of the flattened last map. */
  readonly flat: number;
}

/** Channels a squeeze-and-excitation never goes below. */
const LEAST_SQUEEZED = 16;

/** Works out channels and map sizes of every unit. */
export function planResNet(config: ResNetConfig): ResNetPlan {
  const widen = (channels: number): number => Math.max(8, Math.round((channels * config.widthMultiplier) / 8) * 8);
  const stem = { ...config.stem, channels: widen(config.stem.channels) };
  const units: UnitPlan[] = [];
  let inputs = stem.channels;
  let sideIn = shrink(shrink(config.inputSize, stem.stride), stem.pool ? 2 : 1);
  config.stages.forEach((stage, s) => {
    const outputs = widen(stage.channels);
    for (let u = 0; u < stage.units; u++) {
      const stride = u === 0 ? stage.stride : 1;
      const sideOut = shrink(sideIn, stride);
      units.push({
        name: `stage${s + 1}/unit${u + 1}`,
        type: config.unit,
        inputs,
        inner: config.unit === 'bottleneck' ? outputs / 4 : outputs,
        outputs,
        stride,
        projects: stride !== 1 || inputs !== outputs,
        squeezed: stage.excitation ? Math.max(Math.floor(outputs / 8), LEAST_SQUEEZED) : undefined,
        sideIn,
        sideOut,
      });
      inputs = outputs;
      sideIn = sideOut;
    }
  });
  return { stem, units, flat: sideIn * sideIn * inputs };
}

/** Side of a map after a padded convolution or pooling with an odd kernel. */
const shrink = (side: number, stride: number): number => Math.ceil(side / stride);
