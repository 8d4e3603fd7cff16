import * as tf from '@tensorflow/tfjs';
import type { TensorRecord } from '../optimiser/optimiser';
import { type BatchGradients, branchInputs, type GradientParts, type GradientStep } from './batch-gradients';
import { recordGradients } from './record-gradients';

/**
 * Gradients of the whole batch in two passes over `chunks` parts of it, so that only one part's activations are held at a
 * time (gradient caching: Gao, Zhang, Han and Callan 2021). First all parts are embedded and the loss, which needs all of
 * them, is differentiated by embeddings and class weights; then each part is embedded again and its share of that gradient
 * is taken back through the network. Distributions, hard negatives and margins are those of the big batch, exactly.
 *
 * Row i is in part i modulo `chunks`, so that every part has its share of every branch: batch norm that normalises by the
 * batch sees one part at a time, in both passes alike, and its moving averages go from part to part. The gradients are
 * exactly those of that function; they equal `batchGradients` where batch norm uses its moving averages, or there is none.
 */
export function chunkedGradients(parts: GradientParts, step: GradientStep, chunks: number): BatchGradients {
  const { forward, loss, layout } = parts;
  const { inputs, state, trained } = step;
  const { order, inverse } = interleaved(layout.rows, chunks);
  const heads = Object.fromEntries(Object.entries(trained).filter(([name]) => name.startsWith('heads/')));
  const weights = Object.fromEntries(Object.entries(trained).filter(([name]) => !(name in heads)));
  return tf.tidy(() => {
    const images = order.map((rows) => tf.gather(inputs.inputs, tf.tensor1d(rows, 'int32')));
    const first = embedInTurn(parts, { ...state.parameters, ...trained }, images);
    const embeddings = tf.gather(tf.concat(first.embeddings), tf.tensor1d(inverse, 'int32')) as tf.Tensor2D;
    const { value, gradients, aside } = recordGradients(
      ({ embeddings: differentiated, ...record }) => {
        const { total, terms, states } = loss.loss(branchInputs(layout, differentiated as tf.Tensor2D, step, record));
        return { value: total, aside: { terms, headStates: states } };
      },
      { ...heads, embeddings },
    );
    const { embeddings: share, ...headGradients } = gradients;
    let before = share as tf.Tensor;
    let sums: TensorRecord | undefined;
    images.forEach((image, at) => {
      const own = tf.gather(share as tf.Tensor2D, tf.tensor1d(order[at] as number[], 'int32'));
      const back = recordGradients((record) => {
        const again = forward({ ...state.parameters, ...record }, after(image, before));
        return { value: tf.sum(tf.mul(again.embeddings, own)), aside: {} };
      }, weights);
      sums = sums === undefined ? back.gradients : addRecords(sums, back.gradients);
      before = Object.values(sums)[0] ?? before;
    });
    return { total: value, ...aside, moving: first.moving, gradients: { ...sums, ...headGradients } };
  });
}

/** Embeds part after part; the moving averages of one are the next one's start. */
function embedInTurn({ forward }: GradientParts, parameters: TensorRecord, images: readonly tf.Tensor[]) {
  const embeddings: tf.Tensor2D[] = [];
  let moving: TensorRecord = {};
  for (const image of images) {
    const previous = embeddings.at(-1);
    const start = previous === undefined ? image : after(image, previous);
    const next = tf.tidy(() => forward({ ...parameters, ...moving }, start));
    tf.dispose(moving);
    embeddings.push(next.embeddings);
    moving = next.moving;
  }
  return { embeddings, moving };
}

/**
 * `x` as it is, but only once `before` is known. In a graph this keeps the parts one after the other, and the second pass
 * from being taken for the first one, whose activations would then be held.
 */
function after(x: tf.Tensor, before: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.add(x, tf.mul(tf.reshape(tf.slice(tf.reshape(before, [-1]), [0], [1]), []), 0)));
}

/** Sums by name; what was summed is disposed of. */
function addRecords(sums: TensorRecord, more: TensorRecord): TensorRecord {
  const added = Object.entries(sums).map(([name, sum]) => [name, tf.add(sum, more[name] as tf.Tensor)] as const);
  tf.dispose([sums, more]);
  return Object.fromEntries(added);
}

/** The rows of every part, and where each row of the batch lies among the parts put together. */
function interleaved(rows: number, chunks: number): { order: number[][]; inverse: number[] } {
  const order = Array.from({ length: chunks }, (_, chunk) =>
    Array.from({ length: Math.ceil((rows - chunk) / chunks) }, (_, i) => chunk + i * chunks),
  );
  const inverse: number[] = [];
  order.flat().forEach((row, at) => (inverse[row] = at));
  return { order, inverse };
}
