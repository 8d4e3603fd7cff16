import * as tf from '@tensorflow/tfjs';
import type { ResNetConfig } from '../config/model-config';
import { maxPool } from '../layers/max-pool';
import { parameter } from '../layers/scope';
import { checkInput } from '../network/check-input';
import type { Network } from '../network/network';
import type { TensorRecord } from '../network/parameter-spec';
import { planResNet } from '../network/plan-resnet';
import type { FoldScope } from './fold-scope';
import { foldedConvolution } from './folded-convolution';
import { foldedDense, foldedOpening } from './folded-dense';
import { foldedUnit } from './folded-unit';

/** A network for inference alone. */
export interface FoldedModel {
  /** [N, ...inputShape] to [N, embedding], not normalised: what `forward` gives with `training: false`, within 1e-4. */
  embed(input: tf.Tensor): tf.Tensor2D;
  /** Frees its tensors. */
  dispose(): void;
}

/**
 * Folds every batch normalisation that can be into the convolution or product beside it and fuses bias and activation.
 *
 * The parameters stay the caller's and may be disposed of. An adapter has nothing to fold: its forward pass is taken.
 */
export function fold(network: Network, parameters: TensorRecord): FoldedModel {
  const { config } = network;
  const owned: tf.Tensor[] = [];
  const embed =
    config.preset === 'adapter'
      ? forwardOf(network, parameters, owned)
      : foldResNet(config, { parameters, settings: config, owned });
  return {
    embed: (input) => tf.tidy(() => embed(input)),
    dispose: () => tf.dispose(owned),
  };
}

type Embed = (input: tf.Tensor) => tf.Tensor2D;

function forwardOf(network: Network, parameters: TensorRecord, owned: tf.Tensor[]): Embed {
  const own = Object.fromEntries(
    network.specs.map(({ name }) => [name, tf.keep(tf.clone(parameter({ parameters }, name)))]),
  );
  owned.push(...Object.values(own));
  return (input) => network.forward(own, input, { training: false }).embeddings;
}

function foldResNet(config: ResNetConfig, scope: FoldScope): Embed {
  const { stem, units, flat } = planResNet(config);
  const first = foldedConvolution(scope, 'stem/conv', { stride: stem.stride });
  const middle = units.map((unit) => foldedUnit(scope, unit));
  const opening = foldedOpening(scope, 'embedding/bn1');
  const last = foldedDense(scope, 'embedding');
  const inputShape = [config.inputSize, config.inputSize, 3];
  return (input) => {
    checkInput(input, inputShape);
    const stemmed = first(input as tf.Tensor4D);
    const map = middle.reduce((x, unit) => unit(x), stem.pool ? maxPool(scope, stemmed) : stemmed);
    return last(opening(tf.reshape(map, [-1, flat])));
  };
}
