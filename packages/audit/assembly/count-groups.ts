import { add } from './add';

/**
 * Counts pairs by group.
 *
 * @param groups for each pair its group, -1 for none
 * @param sizes for each group its pairs, counted on
 */
export function countGroups(groups: usize, length: u32, sizes: usize): void {
  for (let n: usize = 0; n < <usize>length; n++) {
    const group = load<i16>(groups + (n << 1));
    if (group < 0) continue;
    const size = sizes + ((<usize>group) << 2);
    store<i32>(size, load<i32>(size) + 1);
  }
}

/**
 * Counts the pairs [from, to) by group and kind.
 *
 * @param groups for each pair its group, -1 for none
 * @param counts first the impostor and the genuine pairs of no group, then those of each group, counted on
 */
export function countKinds(groups: usize, genuine: usize, from: u32, to: u32, counts: usize): void {
  for (let n: usize = from; n < <usize>to; n++) {
    const group = <usize>(load<i16>(groups + (n << 1)) + 1);
    add(counts + (((group << 1) + <usize>load<u8>(genuine + n)) << 3), 1);
  }
}
