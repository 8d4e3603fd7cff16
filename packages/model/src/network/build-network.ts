import type { ModelOptions } from '../config/model-config';
import { resolveModel } from '../config/resolve-model';
import { adapter } from './adapter';
import type { Network } from './network';
import { resnet } from './resnet';

/**
 * The network that a preset, with changes to it, stands for; or that of a resolved configuration.
 *
 * @example buildNetwork({ preset: 'resnet50-se', inputSize: 112, activation: 'prelu' })
 * @throws InputError `unknown-preset` or `invalid-model`.
 */
export function buildNetwork(options: ModelOptions): Network {
  const config = resolveModel(options);
  return config.preset === 'adapter' ? adapter(config) : resnet(config);
}
