/**
 * Counts the pairs of each smaller image.
 *
 * @param left for each of `pairs` pairs its first image, and `right` its second one
 * @param counts for each image i, at place i + 1, the pairs so far in which it is the smaller one
 */
export function countByLow(left: usize, right: usize, pairs: u32, counts: usize): void {
  for (let n: usize = 0; n < (<usize>pairs) << 2; n += 4) {
    const count = counts + ((<usize>min(load<u32>(left + n), load<u32>(right + n))) << 2);
    store<u32>(count, load<u32>(count, 4) + 1, 4);
  }
}

/**
 * Puts the larger image of each pair in order of the smaller one: its complement where the pair came as (larger, smaller).
 *
 * @param free for each image the place of its next pair
 */
export function orderByLow(left: usize, right: usize, pairs: u32, free: usize, others: usize): void {
  for (let n: usize = 0; n < (<usize>pairs) << 2; n += 4) {
    const a = load<i32>(left + n);
    const b = load<i32>(right + n);
    const next = free + ((<usize>min(a, b)) << 2);
    const place = load<u32>(next);
    store<u32>(next, place + 1);
    store<i32>(others + ((<usize>place) << 2), a < b ? b : ~a);
  }
}

/** Pairs that `tickOff` found to have come before in the same order, and the other way round. */
export let duplicated: u32 = 0;
export let mirrored: u32 = 0;

/**
 * Counts the pairs of the smaller images [from, to) that came before, into `duplicated` and `mirrored`.
 *
 * @param ends for each image where its pairs end among `others`, that is where those of the next one start
 * @param others what `orderByLow` made
 * @param seen for each larger image, side by side: the smaller one that it last came after, plus 1, and the one it came before
 */
export function tickOff(from: u32, to: u32, ends: usize, others: usize, seen: usize): void {
  duplicated = 0;
  mirrored = 0;
  let n: u32 = from == 0 ? 0 : load<u32>(ends + ((<usize>from - 1) << 2));
  for (let low = from; low < to; low++) {
    const end = load<u32>(ends + ((<usize>low) << 2));
    for (; n < end; n++) {
      const code = load<i32>(others + ((<usize>n) << 2));
      const turned = code < 0;
      const at = seen + ((<usize>(turned ? ~code : code)) << 3);
      const same = at + ((<usize>turned) << 2);
      const other = at + ((<usize>!turned) << 2);
      if (load<u32>(same) == low + 1) duplicated++;
      else if (load<u32>(other) == low + 1) mirrored++;
      store<u32>(same, low + 1);
    }
  }
}

/** Sets a 1 for every image of a column. */
export function markImages(images: usize, length: u32, marks: usize): void {
  for (let n: usize = 0; n < (<usize>length) << 2; n += 4) store<u8>(marks + load<u32>(images + n), 1);
}
