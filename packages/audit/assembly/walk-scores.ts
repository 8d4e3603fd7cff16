/** What the loops over blocks of pairs keep from one block to the next. */
// prettier-ignore
class Walk {
  genuine: f64;
  impostors: f64;
}

/**
 * Goes on with a ROC curve over the pairs [from, to), in rising order of their scores: for each distinct score the threshold,
 * the impostors accepted and the genuine pairs refused.
 *
 * @param state two doubles, to begin with 0: genuine and impostor pairs so far
 * @param negatives impostor pairs in all
 * @returns the number of points that were written
 */
export function rocPoints(
  score: usize,
  genuine: usize,
  from: u32,
  to: u32,
  negatives: f64,
  state: usize,
  thresholds: usize,
  falseMatches: usize,
  falseNonMatches: usize,
): u32 {
  const walk = changetype<Walk>(state);
  let refusedGenuine = walk.genuine;
  let refusedImpostors = walk.impostors;
  let points: usize = 0;
  for (let n = from; n < to; n++) {
    const threshold = load<f64>(score + ((<usize>n) << 3));
    if (n == 0 || threshold != load<f64>(score + ((<usize>(n - 1)) << 3))) {
      store<f64>(thresholds + (points << 3), threshold);
      store<f64>(falseMatches + (points << 3), negatives - refusedImpostors);
      store<f64>(falseNonMatches + (points << 3), refusedGenuine);
      points++;
    }
    const kind = <f64>load<u8>(genuine + n);
    refusedGenuine += kind;
    refusedImpostors += 1 - kind;
  }
  walk.genuine = refusedGenuine;
  walk.impostors = refusedImpostors;
  return <u32>points;
}

/**
 * Goes on with the placements of the pairs from place `from` on, up to `to` and to the end of the scores that are equal there.
 *
 * @param state two doubles, to begin with 0: genuine and impostor pairs below
 * @returns the first place without a placement
 */
export function placePairs(
  score: usize,
  genuine: usize,
  from: u32,
  to: u32,
  length: u32,
  positives: f64,
  negatives: f64,
  state: usize,
  placed: usize,
): u32 {
  const walk = changetype<Walk>(state);
  let at = from;
  while (at < to) {
    const value = load<f64>(score + ((<usize>at) << 3));
    let tiedGenuine: f64 = 0;
    let end = at;
    for (; end < length && load<f64>(score + ((<usize>end) << 3)) == value; end++)
      tiedGenuine += <f64>load<u8>(genuine + end);
    const tiedImpostors = <f64>(end - at) - tiedGenuine;
    const ofGenuine = (walk.impostors + tiedImpostors / 2) / negatives;
    const ofImpostor = (positives - walk.genuine - tiedGenuine / 2) / positives;
    for (; at < end; at++)
      store<f64>(placed + ((<usize>at) << 3), load<u8>(genuine + at) == 1 ? ofGenuine : ofImpostor);
    walk.genuine += tiedGenuine;
    walk.impostors += tiedImpostors;
  }
  return at;
}

/** Adds the scores of genuine and of impostor pairs to the two doubles of `state`. */
export function addScores(score: usize, genuine: usize, length: u32, state: usize): void {
  const walk = changetype<Walk>(state);
  let ofGenuine = walk.genuine;
  let ofImpostors = walk.impostors;
  for (let n: u32 = 0; n < length; n++) {
    const value = load<f64>(score + ((<usize>n) << 3));
    if (load<u8>(genuine + n) == 1) ofGenuine += value;
    else ofImpostors += value;
  }
  walk.genuine = ofGenuine;
  walk.impostors = ofImpostors;
}

/** The same with the squared distances from the mean of each kind. */
export function addSquares(
  score: usize,
  genuine: usize,
  length: u32,
  genuineMean: f64,
  impostorMean: f64,
  state: usize,
): void {
  const walk = changetype<Walk>(state);
  let ofGenuine = walk.genuine;
  let ofImpostors = walk.impostors;
  for (let n: u32 = 0; n < length; n++) {
    const value = load<f64>(score + ((<usize>n) << 3));
    if (load<u8>(genuine + n) == 1) ofGenuine += (value - genuineMean) * (value - genuineMean);
    else ofImpostors += (value - impostorMean) * (value - impostorMean);
  }
  walk.genuine = ofGenuine;
  walk.impostors = ofImpostors;
}

/** Writes for each pair one of four values, by its kind and by whether its score reaches the threshold. */
export function byOutcome(
  score: usize,
  genuine: usize,
  length: u32,
  threshold: f64,
  acceptedGenuine: f64,
  refusedGenuine: f64,
  acceptedImpostor: f64,
  refusedImpostor: f64,
  values: usize,
): void {
  for (let n: u32 = 0; n < length; n++) {
    const accepted = load<f64>(score + ((<usize>n) << 3)) >= threshold;
    const ofGenuine = accepted ? acceptedGenuine : refusedGenuine;
    const ofImpostor = accepted ? acceptedImpostor : refusedImpostor;
    store<f64>(values + ((<usize>n) << 3), load<u8>(genuine + n) == 1 ? ofGenuine : ofImpostor);
  }
}

/** Writes direction d - bend (d^2 - variance) for each pair, where d is its score less the mean of its kind. */
export function bendDistances(
  score: usize,
  genuine: usize,
  length: u32,
  genuineMean: f64,
  genuineVariance: f64,
  impostorMean: f64,
  impostorVariance: f64,
  direction: f64,
  bend: f64,
  values: usize,
): void {
  for (let n: u32 = 0; n < length; n++) {
    const isGenuine = load<u8>(genuine + n) == 1;
    const distance = load<f64>(score + ((<usize>n) << 3)) - (isGenuine ? genuineMean : impostorMean);
    const variance = isGenuine ? genuineVariance : impostorVariance;
    const along = (isGenuine ? direction : -direction) * distance;
    store<f64>(values + ((<usize>n) << 3), along - bend * (distance * distance - variance));
  }
}

/** Writes for each pair the group of both its images, or -1 where they are in two groups. */
export function sharedGroups(left: usize, right: usize, length: u32, groupOf: usize, groups: usize): void {
  for (let n: u32 = 0; n < length; n++) {
    const own = load<i32>(groupOf + ((<usize>load<u32>(left + ((<usize>n) << 2))) << 2));
    const other = load<i32>(groupOf + ((<usize>load<u32>(right + ((<usize>n) << 2))) << 2));
    store<i16>(groups + ((<usize>n) << 1), own == other ? <i16>own : -1);
  }
}
