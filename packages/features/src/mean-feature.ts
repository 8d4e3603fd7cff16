/**
 * The mean feature of an image and its mirror image: `f / |f| + g / |g|` with L2 norms, added, not divided by two and not
 * normalised again, rounded to float32 after every division and sum.
 *
 * @param image f, `[D]`
 * @param mirror g, `[D]`
 * @returns `[D]`, or `undefined` where a norm is zero.
 */
export function meanFeature(image: Float32Array, mirror: Float32Array): Float32Array | undefined {
  const imageNorm = norm(image);
  const mirrorNorm = norm(mirror);
  if (imageNorm === 0 || mirrorNorm === 0) return undefined;
  return image.map((value, n) => Math.fround(value / imageNorm) + Math.fround((mirror[n] ?? NaN) / mirrorNorm));
}

function norm(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.fround(Math.sqrt(sum));
}
