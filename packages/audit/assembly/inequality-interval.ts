/** Halvings of the bound: to a 65 000th of the distance found. */
const BISECTIONS: u32 = 16;

/**
 * The truth behind each resample: the distance of which its chance makes the distance found, 0 where chance alone makes more.
 * Resamples that are not finite are left out, and the others moved up.
 *
 * @param moved for each resample its distance, `chance` the one that chance alone makes
 * @param truths room for a double a resample
 * @returns the resamples that are left
 */
export function truthsBehind(
  own: f64,
  moved: usize,
  chance: usize,
  resamples: u32,
  mirrored: bool,
  truths: usize,
): u32 {
  let kept: usize = 0;
  for (let r: usize = 0; r < <usize>resamples; r++) {
    const distance = load<f64>(moved + (r << 3));
    const byChance = load<f64>(chance + (r << 3));
    if (!isFinite(distance) || !isFinite(byChance)) continue;
    store<f64>(moved + (kept << 3), distance);
    store<f64>(chance + (kept << 3), byChance);
    store<f64>(truths + (kept << 3), truthBehind(own, distance, byChance, mirrored));
    kept++;
  }
  return <u32>kept;
}

function truthBehind(own: f64, moved: f64, chance: f64, mirrored: bool): f64 {
  if (chance >= own) return 0;
  const half = (moved * moved - own * own - chance * chance) / (2 * own);
  return sqrt(half * half + own * own - chance * chance) + (mirrored ? half : -half);
}

/**
 * The smallest distance x that the test does not rule out, anchored at truths that are `apart`: in a resample chance makes the
 * root of x^2 + x slope + chance^2 of x.
 *
 * @param moved for each resample the distance that it makes of those truths; overwritten with the slopes
 * @param chance for each resample the distance that chance alone makes; overwritten with the squares
 * @param limit truths below it are missed on one side only
 * @param reach how far the upper bound lies above the distance found
 */
export function anchoredBound(
  own: f64,
  apart: f64,
  moved: usize,
  chance: usize,
  resamples: u32,
  outside: f64,
  limit: f64,
  reach: f64,
): f64 {
  const bytes = (<usize>resamples) << 3;
  for (let r: usize = 0; r < bytes; r += 8) {
    const byChance = load<f64>(chance + r);
    const distance = load<f64>(moved + r);
    const square = byChance * byChance;
    store<f64>(chance + r, square);
    store<f64>(moved + r, (distance * distance - apart * apart - square) / apart);
  }
  let below: f64 = 0;
  let above = own;
  for (let step: u32 = 0; step < BISECTIONS; step++) {
    const middle = (below + above) / 2;
    if (missed(middle, own, moved, chance, bytes, limit, reach) < outside) below = middle;
    else above = middle;
  }
  return below;
}

/** How often a truth of x is missed. */
function missed(x: f64, own: f64, slopes: usize, squares: usize, bytes: usize, limit: f64, reach: f64): f64 {
  let count: f64 = 0;
  let known: f64 = 0;
  for (let r: usize = 0; r < bytes; r += 8) {
    const square = x * x + x * load<f64>(slopes + r) + load<f64>(squares + r);
    if (!isFinite(square)) continue;
    known++;
    const distance = sqrt(max<f64>(0, square));
    if (distance >= own || (x > limit && distance < x - reach)) count++;
  }
  return count / (known + 1);
}
