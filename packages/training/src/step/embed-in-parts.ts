import * as tf from '@tensorflow/tfjs';

/** Embeds any number of rows by a function that takes exactly `size`: the last part is filled up with zeros. */
export function embedInParts(inputs: tf.Tensor, size: number, embed: (part: tf.Tensor) => tf.Tensor2D): tf.Tensor2D {
  const [rows = 0, ...row] = inputs.shape;
  const zeros = row.map(() => 0);
  return tf.tidy(() => {
    const parts = Array.from({ length: Math.ceil(rows / size) }, (_, at) => {
      const count = Math.min(size, rows - at * size);
      return tf.tidy(() => {
        const part = tf.slice(inputs, [at * size, ...zeros], [count, ...row]);
        const full = count === size ? part : tf.concat([part, tf.zeros([size - count, ...row])]);
        return tf.slice(embed(full), [0, 0], [count, -1]);
      });
    });
    return tf.concat(parts);
  });
}
