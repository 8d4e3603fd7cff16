import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { computeWith, relativeError, waves } from '../testing/engines';
import type { ConvGradientAttrs } from './conv2d-info';

type Case = {
  n: number;
  h: number;
  w: number;
  c: number;
  k: number;
  kh: number;
  kw: number;
  sh: number;
  sw: number;
  pad: ConvGradientAttrs['pad'];
};

const size = (max: number) => fc.integer({ min: 1, max });
const edge = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
const padding: fc.Arbitrary<ConvGradientAttrs['pad']> = fc.oneof(
  fc.constantFrom('same' as const, 'valid' as const, 0, 1, 2),
  fc.tuple(edge, edge).map(([v, h]): ConvGradientAttrs['pad'] => [[0, 0], v, h, [0, 0]]),
);
const cases: fc.Arbitrary<Case> = fc
  .record({
    n: size(3),
    h: fc.integer({ min: 4, max: 9 }),
    w: fc.integer({ min: 4, max: 9 }),
    c: size(4),
    k: size(4),
    kh: size(4),
    kw: size(4),
    sh: size(2),
    sw: size(2),
    pad: padding,
  })
  // tfjs takes a number as padding to mean a square filter and stride: it misjudges the output's width for others.
  .map((shape) => (typeof shape.pad === 'number' ? { ...shape, kw: shape.kh, sw: shape.sh } : shape));

/** Both gradients of a convolution through the kernels, as tf.grads asks for them. */
function gradients({ n, h, w, c, k, kh, kw, sh, sw, pad }: Case): tf.Tensor[] {
  const x = waves([n, h, w, c], 0) as tf.Tensor4D;
  const filter = waves([kh, kw, c, k], 1) as tf.Tensor4D;
  const forward = (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.conv2d(x, filter, [sh, sw], pad);
  const dy = waves(forward(x, filter).shape, 2);
  return tf.grads((x, f) => forward(x as tf.Tensor4D, f as tf.Tensor4D))([x, filter], dy);
}

describe('gradients of a convolution on the wasm engine', () => {
  it('equal those of the cpu engine for any shape, stride 1 and 2, and any padding', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (shape) => {
        const expected = await computeWith('cpu', () => gradients(shape));
        const found = await computeWith('wasm', () => gradients(shape));
        found.forEach((numbers, i) => expect(relativeError(numbers, expected[i] ?? [])).toBeLessThan(2e-5));
      }),
      { numRuns: 120, seed: 7 },
    );
  });

  it.each([
    ['3x3, stride 1, same', { n: 2, h: 8, w: 8, c: 16, k: 8, kh: 3, kw: 3, sh: 1, sw: 1, pad: 'same' }],
    ['3x3, stride 2, same, even size', { n: 2, h: 8, w: 8, c: 4, k: 8, kh: 3, kw: 3, sh: 2, sw: 2, pad: 'same' }],
    [
      '3x3, stride 2, padded evenly',
      {
        n: 2,
        h: 8,
        w: 8,
        c: 4,
        k: 8,
        kh: 3,
        kw: 3,
        sh: 2,
        sw: 2,
        pad: [
          [0, 0],
          [1, 1],
          [1, 1],
          [0, 0],
        ],
      },
    ],
    ['1x1, stride 2', { n: 2, h: 7, w: 8, c: 4, k: 8, kh: 1, kw: 1, sh: 2, sw: 2, pad: 'valid' }],
    ['1x1 padded by more than the filter', { n: 1, h: 4, w: 4, c: 2, k: 2, kh: 1, kw: 1, sh: 1, sw: 1, pad: 1 }],
  ] as [string, Case][])('equal those of the cpu engine: %s', async (_, shape) => {
    const expected = await computeWith('cpu', () => gradients(shape));
    const found = await computeWith('wasm', () => gradients(shape));
    found.forEach((numbers, i) => expect(relativeError(numbers, expected[i] ?? [])).toBeLessThan(2e-5));
  });

  it('leave no tensor behind', async () => {
    await computeWith('wasm', () => [tf.scalar(0)]);
    const before = tf.memory().numTensors;
    const shape: Case = { n: 1, h: 5, w: 5, c: 2, k: 3, kh: 3, kw: 3, sh: 2, sw: 2, pad: 'same' };
    const x = waves([1, 5, 5, 2], 0) as tf.Tensor4D;
    const filter = waves([3, 3, 2, 3], 1) as tf.Tensor4D;
    const grads = tf.grads((x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, shape.sh, shape.pad))([x, filter]);
    expect(tf.memory().numTensors).toBe(before + 4);
    tf.dispose([x, filter, ...grads]);
  });

  it('refuse channels first, which wasm cannot convolve', async () => {
    await computeWith('wasm', () => [tf.scalar(0)]);
    const attrs = { strides: 1, pad: 'same', dataFormat: 'NCHW', filterShape: [1, 1, 1, 1] };
    const inputs = { x: waves([1, 1, 2, 2], 0), dy: waves([1, 1, 2, 2], 0) };
    expect(() => tf.engine().runKernel('Conv2DBackpropFilter', inputs, attrs)).toThrow(
      /expected dataFormat NHWC, found NCHW/,
    );
  });
});
