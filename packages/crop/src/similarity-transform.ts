import { InputError } from '@fairface/io';
import type { Point } from './face-record';

/** Rotation, uniform scale and translation: x' = a x - b y + tx, y' = b x + a y + ty. */
export interface SimilarityTransform {
  /** Scale times the cosine of the rotation. */
  a: number;
  /** Scale times the sine of the rotation. */
  b: number;
  tx: number;
  ty: number;
}

/** Scales below this are none. */
const SMALLEST_SCALE = 1e-9;

/**
 * The similarity transform, without reflection, that takes points onto a template with the least sum of squared
 * distances (Umeyama 1991). In the plane it has a closed form: with the centred points z and the centred template w as
 * complex numbers, a + ib = sum(conj(z) w) / sum(|z|^2).
 *
 * @throws InputError `wrong-point-count`, or `no-transform` where all points are equal or the best scale is zero.
 */
export function similarityTransform(points: readonly Point[], template: readonly Point[]): SimilarityTransform {
  if (points.length !== template.length || points.length < 2) {
    throw new InputError({
      code: 'wrong-point-count',
      message: 'points and template do not match',
      expected: `${template.length} points`,
      found: `${points.length}`,
    });
  }
  const [px, py] = mean(points);
  const [qx, qy] = mean(template);
  let [dot, cross, spread] = [0, 0, 0];
  points.forEach(([x, y], at) => {
    const [u, v] = template[at] ?? [NaN, NaN];
    const [dx, dy] = [x - px, y - py];
    dot += dx * (u - qx) + dy * (v - qy);
    cross += dx * (v - qy) - dy * (u - qx);
    spread += dx * dx + dy * dy;
  });
  const [a, b] = [dot / spread, cross / spread];
  if (!(Math.hypot(a, b) >= SMALLEST_SCALE) || !Number.isFinite(a + b)) {
    throw new InputError({
      code: 'no-transform',
      message: 'no similarity transform fits these points',
      expected: 'the places of eyes, nose and mouth',
      found: points.map((point) => `(${point.join(', ')})`).join(' '),
    });
  }
  return { a, b, tx: qx - (a * px - b * py), ty: qy - (b * px + a * py) };
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce<Point>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
