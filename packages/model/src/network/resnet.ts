import * as tf from '@tensorflow/tfjs';
import type { ResNetConfig } from '../config/model-config';
import { convolve } from '../layers/convolve';
import { denseUnit, denseUnitSpecs } from '../layers/dense-unit';
import { maxPool } from '../layers/max-pool';
import type { Scope } from '../layers/scope';
import { recomputeUnit } from '../units/recompute-unit';
import { residualUnit } from '../units/residual-unit';
import { residualUnitSpecs } from '../units/residual-unit-specs';
import { checkInput } from './check-input';
import { initialise } from './initialise';
import type { Network } from './network';
import { kernelSpec } from './parameter-spec';
import { planResNet } from './plan-resnet';

/** Stem, residual units and embedding head on images [N, S, S, 3]. */
export function resnet(config: ResNetConfig): Network {
  const { inputSize, embedding, activation } = config;
  const { stem, units, flat } = planResNet(config);
  const unitSpecs = units.map((unit) => residualUnitSpecs(unit, activation));
  const specs = [
    kernelSpec('stem/conv', stem.kernel, 3, stem.channels),
    ...unitSpecs.flat(),
    ...denseUnitSpecs('embedding', flat, embedding),
  ];
  const trainable = unitSpecs.map((unit) => unit.filter((spec) => spec.trainable).map(({ name }) => name));
  const inputShape = [inputSize, inputSize, 3];
  return {
    config,
    specs,
    inputShape,
    embedding,
    initialise: (seed) => initialise(specs, seed),
    forward: (parameters, input, { training, recompute = false }) => {
      checkInput(input, inputShape);
      return tf.tidy(() => {
        const scope: Scope = { parameters, settings: config, training, moving: {} };
        let x = convolve(scope, 'stem/conv', input as tf.Tensor4D, stem.stride);
        if (stem.pool) x = maxPool(scope, x);
        units.forEach((unit, i) => {
          x = recompute && training ? recomputeUnit(scope, unit, trainable[i] ?? [], x) : residualUnit(scope, unit, x);
        });
        const embeddings = denseUnit(scope, 'embedding', tf.reshape(x, [-1, flat]));
        return { embeddings, moving: scope.moving };
      });
    },
  };
}
