import { jensenShannon } from '../fairness/jensen-shannon';
import { LOSS_NODES } from '../fairness/kernel-histogram';
import { kullbackLeibler } from '../fairness/kullback-leibler';
import { wassersteinDistance } from '../fairness/wasserstein-distance';
import { BLOCK } from '../kernels/in-blocks';
import { inScoreBlocks } from '../kernels/score-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { ScoredPairs } from '../read/verification-data';
import type { AuditResult } from './audit-schema';
import { nodeShares } from './node-shares';

/** Distributions and their distances, without intervals. */
export type Distributions = Omit<AuditResult['distributions'], 'distances'> & {
  distances: Pick<
    AuditResult['distributions']['distances'][number],
    'of' | 'a' | 'b' | 'klAB' | 'klBA' | 'js' | 'wasserstein'
  >[];
};

const GRID = 2048;
/** As in `binScores`. */
const BINS = 64;
/** Grid points of one distribution: the last one takes what would be shared out beyond the end. */
const WEIGHTS = GRID + 2;

/**
 * Genuine and impostor score distributions of the groups (both images in the group), as counts in bins and as distances between
 * the groups on the losses' kernel histogram. Cosines use the losses' nodes 0 .. 0.99 and sigma 0.1; scores outside [-1, 1] use 100
 * nodes over their own range and a tenth of it.
 *
 * Scores are shared out between the two nearest of 2049 grid points before the kernel is laid over them: a height is then off
 * by at most (step / sigma)^2 / 8 of the kernel's, 1.2e-5 for cosines.
 *
 * @param pairs in rising order of their scores.
 * @param groups for each pair its group, -1 for none (`groupsOfPairs`).
 */
export function describeDistributions(
  { score, genuine, length }: ScoredPairs,
  names: readonly string[],
  groups: Int16Array,
): Distributions {
  const [least, most] = [score[0] as number, score[length - 1] as number];
  const cosine = least >= -1 && most <= 1;
  const [from, to] = cosine ? [-1, 1] : [least, most];
  const step = (to - from) / GRID;
  // Place 2 g holds the impostor pairs of group g, place 2 g + 1 its genuine ones.
  const weights = new Float64Array(names.length * 2 * WEIGHTS);
  const counts = new Float64Array(names.length * 2 * BINS);
  withKernels((kernels) => {
    const [sums, bins, members] = [kernels.place(weights), kernels.place(counts), kernels.room(2 * BLOCK)];
    inScoreBlocks(kernels, { score, genuine }, (block) => {
      kernels.shorts(members, block.rows).set(groups.subarray(block.from, block.from + block.rows));
      kernels.run.binScores(
        ...[block.score, block.genuine, members, block.rows],
        ...[from, 1 / step, WEIGHTS, sums, least, BINS / (most - least), bins],
      );
    });
    weights.set(kernels.doubles(sums, weights.length));
    counts.set(kernels.doubles(bins, counts.length));
  });
  const nodes = cosine ? [...LOSS_NODES] : Array.from({ length: 100 }, (_, n) => from + ((to - from) * n) / 99);
  const sigma = cosine ? 0.1 : (to - from) / 10;
  const kernel = new Float64Array(nodes.length * WEIGHTS);
  nodes.forEach((node, r) => {
    for (let n = 0; n <= GRID; n++) kernel[r * WEIGHTS + n] = Math.exp(-0.5 * ((from + n * step - node) / sigma) ** 2);
  });
  const isEmpty = (place: number): boolean =>
    weights.subarray(place * WEIGHTS, (place + 1) * WEIGHTS).every((weight) => weight === 0);
  const shapes = nodeShares(weights, kernel, WEIGHTS).map((shares, place) => (isEmpty(place) ? null : shares));
  const spacing = (nodes[1] as number) - (nodes[0] as number);
  const distances = (['impostor', 'genuine'] as const).flatMap((of, kind) =>
    names.flatMap((a, i) =>
      names.slice(i + 1).flatMap((b, j) => {
        const [p, q] = [shapes[2 * i + kind], shapes[2 * (i + 1 + j) + kind]];
        if (!p || !q) return [];
        const kl = { klAB: kullbackLeibler(p, q), klBA: kullbackLeibler(q, p) };
        return [{ of, a, b, ...kl, js: jensenShannon(p, q), wasserstein: wassersteinDistance(p, q, spacing) }];
      }),
    ),
  );
  return {
    edges: Array.from({ length: BINS + 1 }, (_, n) => least + ((most - least) * n) / BINS),
    counts: names.map((group, g) => ({
      group,
      impostor: [...counts.subarray(2 * g * BINS, (2 * g + 1) * BINS)],
      genuine: [...counts.subarray((2 * g + 1) * BINS, (2 * g + 2) * BINS)],
    })),
    nodes,
    sigma,
    distances,
  };
}
