/**
 * Finds the smaller and the larger person of `pairs` pairs and counts the pairs of each smaller one.
 *
 * @param left for each pair its first image, and `right` its second one
 * @param subjectOf for each image its person
 * @param persons for each pair to be: the smaller person and the larger one, side by side
 * @param counts for each person p, at place p + 1, the pairs so far in which it is the smaller one
 */
export function orderPersons(
  left: usize,
  right: usize,
  pairs: u32,
  subjectOf: usize,
  persons: usize,
  counts: usize,
): void {
  for (let n: u32 = 0; n < pairs; n++) {
    const at = (<usize>n) << 2;
    const a = load<i32>(subjectOf + ((<usize>load<u32>(left + at)) << 2));
    const b = load<i32>(subjectOf + ((<usize>load<u32>(right + at)) << 2));
    const low = min(a, b);
    store<i32>(persons + (at << 1), low);
    store<i32>(persons + (at << 1), max(a, b), 4);
    const count = counts + ((<usize>low) << 2);
    store<i32>(count, load<i32>(count, 4) + 1, 4);
  }
}

/**
 * Puts the pairs [from, to) in order of their smaller person.
 *
 * @param persons what `orderPersons` found
 * @param free for each person the place of its next pair
 * @param sorted for each place to be: the pair and its larger person, side by side
 */
export function placeByLow(persons: usize, from: u32, to: u32, free: usize, sorted: usize): void {
  for (let pair = from; pair < to; pair++) {
    const at = persons + ((<usize>pair) << 3);
    const next = free + ((<usize>load<u32>(at)) << 2);
    const place = load<u32>(next);
    store<u32>(next, place + 1);
    const into = sorted + ((<usize>place) << 3);
    store<u32>(into, pair);
    store<u32>(into, load<u32>(at, 4), 4);
  }
}

/**
 * Numbers the dyads whose smaller person is one of [from, to) as they first come up.
 *
 * @param ends for each person where its pairs end among the sorted ones, that is where those of the next person start
 * @param sorted what `placeByLow` made
 * @param dyads how many there are already
 * @param last for each larger person, side by side: the smaller one that it was last seen with, plus 1, and their dyad
 * @param dyadOf for each pair to be its dyad
 * @param lows for each dyad to be its smaller person, and `highs` its larger one
 * @returns how many there are now
 */
export function numberDyads(
  from: u32,
  to: u32,
  ends: usize,
  sorted: usize,
  dyads: u32,
  last: usize,
  dyadOf: usize,
  lows: usize,
  highs: usize,
): u32 {
  let at: u32 = from == 0 ? 0 : load<u32>(ends + ((<usize>from - 1) << 2));
  for (let low = from; low < to; low++) {
    const end = load<u32>(ends + ((<usize>low) << 2));
    for (; at < end; at++) {
      const pair = load<u32>(sorted + ((<usize>at) << 3));
      const high = load<u32>(sorted + ((<usize>at) << 3), 4);
      const seen = last + ((<usize>high) << 3);
      if (load<u32>(seen) != low + 1) {
        store<u32>(seen, low + 1);
        store<u32>(seen, dyads, 4);
        store<u32>(lows + ((<usize>dyads) << 2), low);
        store<u32>(highs + ((<usize>dyads) << 2), high);
        dyads++;
      }
      store<u32>(dyadOf + ((<usize>pair) << 2), load<u32>(seen, 4));
    }
  }
  return dyads;
}
