import type { CheckedBranch } from './check-plan';
import { FEW_STEPS, samplerFailure } from './check-sizes';
import { nameIndex } from '../source/name-index';
import type { Finding } from './finding';

/** Pairs that cannot be used, that are too few, or whose images are of different people. */
export function* checkPairs({ name, source, pairs }: CheckedBranch, batch: number): Generator<Finding> {
  if (pairs === undefined) return;
  for (const { item, reason, detail } of pairs.rejects) {
    yield { severity: 'warning', code: reason, branch: name, item, detail };
  }
  const labels = new Int32Array(pairs.names.length);
  const failure = samplerFailure({ name: `pairs of ${name}`, labels, classes: 1, batch });
  if (failure !== undefined) {
    const detail = `${pairs.origin}: ${pairs.names.length} usable pairs are fewer than a batch of ${batch}`;
    yield { severity: 'error', code: 'batch-too-large', branch: name, item: '', detail };
  } else if (pairs.names.length < FEW_STEPS * batch) {
    const detail = `${pairs.origin}: ${pairs.names.length} usable pairs are fewer than ${FEW_STEPS} batches of ${batch}`;
    yield { severity: 'warning', code: 'few-pairs', branch: name, item: '', detail };
  }
  const index = nameIndex(source.names);
  for (const [left, right] of pairs.names) {
    const [a, b] = [left, right].map((side) => source.labels[index.find(side) ?? -1]);
    if (a === undefined || b === undefined || a === b) continue;
    const detail = `${pairs.origin}: the images are of ${source.classes[a]} and ${source.classes[b]}`;
    yield { severity: 'warning', code: 'pair-of-two-people', branch: name, item: `${left}\t${right}`, detail };
  }
}
