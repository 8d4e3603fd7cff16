import type { ResNetConfig } from '../config/model-config';
import { countParameters } from './count-parameters';
import type { Network } from './network';
import { planResNet, type UnitPlan } from './plan-resnet';

/** Bytes of a float32. */
const FLOAT = 4;

/**
 * Bytes of a forward pass or, for `training`, of a step: parameters, gradients, one velocity each, and the maps that live
 * at the same time. An estimate of the network alone: without the engine itself (about 0.3 GB on the native one), class
 * weights, and work space of convolutions.
 *
 * In training every layer's output is kept for the backward pass, or with `recompute` every unit's output and the layers
 * of the largest unit; otherwise the largest unit's maps count.
 */
export function estimateMemory(
  network: Network,
  batch: number,
  { training, recompute = false }: { training: boolean; recompute?: boolean },
): number {
  const { trainable, total } = countParameters(network);
  const weights = total + (training ? 2 * trainable : 0);
  const { config } = network;
  const maps = config.preset === 'adapter' ? 4 * config.inputDimension : resnetMaps(config, training, recompute);
  return FLOAT * (weights + batch * maps);
}

/** Numbers an image takes in maps. */
function resnetMaps(config: ResNetConfig, training: boolean, recompute: boolean): number {
  const { stem, units, flat } = planResNet(config);
  const input = 3 * config.inputSize ** 2;
  const stemSide = Math.ceil(config.inputSize / stem.stride);
  const outside = input + stem.channels * stemSide ** 2 + 4 * flat;
  const inside = units.map(unitMaps);
  const largest = Math.max(...inside);
  const outputs = units.reduce((sum, { outputs, sideOut }) => sum + outputs * sideOut ** 2, 0);
  if (!training) return input + 2 * largest;
  if (recompute) return outside + outputs + 2 * largest;
  return outside + inside.reduce((sum, maps) => sum + maps, 0) + largest;
}

/** Outputs of a unit's layers: batch norms, activations and convolutions. */
function unitMaps({ type, inputs, inner, outputs, sideIn, sideOut, projects, squeezed }: UnitPlan): number {
  const [before, after] = [sideIn ** 2, sideOut ** 2];
  const branch =
    type === 'bottleneck'
      ? before * (inputs + 3 * inner) + after * (3 * inner + 2 * outputs)
      : before * (inputs + 3 * outputs) + after * 2 * outputs;
  const shortcut = projects ? 2 * after * outputs : 0;
  const excited = squeezed === undefined ? 0 : after * outputs;
  return branch + shortcut + excited + after * outputs;
}
