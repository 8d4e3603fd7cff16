/**
 * Values whose extremes are drawn together: the largest are clipped at one level and the smallest at another, each so that a mass
 * sum_g w_g |v_g - clipped_g| is taken away. It is the point next to the values (by weighted squares) of all that have a range no
 * larger than its own. Where the levels would meet, all become the weighted mean.
 *
 * Source: the proximal map of max - min, from the projection on the simplex; Parikh, Boyd, Proximal Algorithms, Foundations and
 * Trends in Optimization 1, 2014, section 6.4.
 *
 * @param weights positive, one a value.
 * @param mass from 0, which leaves the values as they are.
 */
export function clipExtremes(values: ArrayLike<number>, weights: ArrayLike<number>, mass: number): Float64Array {
  const rising = Array.from(values, (value, g) => ({ value, weight: weights[g] as number })).sort(
    (a, b) => a.value - b.value,
  );
  const falling = [...rising].reverse().map(({ value, weight }) => ({ value: -value, weight }));
  const [bottom, top] = [levelOf(rising, mass), -levelOf(falling, mass)];
  if (top > bottom) return Float64Array.from(values, (value) => Math.min(top, Math.max(bottom, value)));
  return new Float64Array(values.length).fill(levelOf(rising, 0, true));
}

/**
 * Values of which the largest are drawn towards the mean of all: the point next to the values of all whose maximum is no farther
 * above their mean than its own. Each value is moved up by mass / (G w_g), and the largest are clipped so that the mass is taken
 * away again.
 *
 * Source: as `clipExtremes`, for max - mean.
 */
export function clipLargest(values: ArrayLike<number>, weights: ArrayLike<number>, mass: number): Float64Array {
  const raised = Float64Array.from(values, (value, g) => value + mass / (values.length * (weights[g] as number)));
  const falling = Array.from(raised, (value, g) => ({ value: -value, weight: weights[g] as number })).sort(
    (a, b) => a.value - b.value,
  );
  const top = -levelOf(falling, mass);
  return raised.map((value) => Math.min(top, value));
}

/** The level to which a mass lifts the first of rising values; with `all` that of all of them. */
function levelOf(rising: readonly { value: number; weight: number }[], mass: number, all = false): number {
  let [weights, sum, level] = [0, mass, NaN];
  for (const { value, weight } of rising) {
    if (!all && level <= value) break;
    weights += weight;
    sum += weight * value;
    level = sum / weights;
  }
  return level;
}
