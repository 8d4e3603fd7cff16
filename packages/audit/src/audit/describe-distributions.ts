import type { VerificationData } from '../read/verification-data';
import type { Grouping } from '../fairness/group-images';
import { jensenShannon } from '../fairness/jensen-shannon';
import { LOSS_NODES } from '../fairness/kernel-histogram';
import { kullbackLeibler } from '../fairness/kullback-leibler';
import { wassersteinDistance } from '../fairness/wasserstein-distance';
import type { AuditResult } from './audit-schema';

const GRID = 2048;
const BINS = 64;

/**
 * Genuine and impostor score distributions of the groups (both images in the group), as counts in bins and as distances between
 * the groups on the losses' kernel histogram. Cosines use the losses' nodes 0 .. 0.99 and sigma 0.1; scores outside [-1, 1] use 100
 * nodes over their own range and a tenth of it.
 *
 * Scores are shared out between the two nearest of 2049 grid points before the kernel is laid over them: a height is then off
 * by at most (step / sigma)^2 / 8 of the kernel's, 1.2e-5 for cosines.
 */
export function describeDistributions(
  { pairs }: VerificationData,
  { names, groupOf }: Grouping,
): AuditResult['distributions'] {
  const { score, left, right, genuine, length } = pairs;
  let least = Infinity;
  let most = -Infinity;
  for (let n = 0; n < length; n++) {
    least = Math.min(least, score[n] as number);
    most = Math.max(most, score[n] as number);
  }
  const cosine = least >= -1 && most <= 1;
  const [from, to] = cosine ? [-1, 1] : [least, most];
  const step = (to - from) / GRID;
  const weights = Array.from({ length: names.length * 2 }, () => new Float64Array(GRID + 2));
  const counts = Array.from({ length: names.length * 2 }, () => new Float64Array(BINS));
  const binScale = BINS / (most - least);
  for (let n = 0; n < length; n++) {
    const group = groupOf[left[n] as number] as number;
    if (group !== groupOf[right[n] as number]) continue;
    const place = 2 * group + (genuine[n] as number);
    const at = ((score[n] as number) - from) / step;
    const below = Math.floor(at);
    const own = weights[place] as Float64Array;
    own[below] = (own[below] as number) + 1 - (at - below);
    own[below + 1] = (own[below + 1] as number) + at - below;
    const bin = Math.min(BINS - 1, Math.floor(((score[n] as number) - least) * binScale));
    const bins = counts[place] as Float64Array;
    bins[bin] = (bins[bin] as number) + 1;
  }
  const nodes = cosine ? [...LOSS_NODES] : Array.from({ length: 100 }, (_, n) => from + ((to - from) * n) / 99);
  const sigma = cosine ? 0.1 : (to - from) / 10;
  const kernel = nodes.map((node) =>
    Float64Array.from({ length: GRID + 1 }, (_, n) => Math.exp(-0.5 * ((from + n * step - node) / sigma) ** 2)),
  );
  const shapes = weights.map((own) => {
    const height = kernel.map((k) => k.reduce((sum, value, n) => sum + value * (own[n] as number), 0));
    const total = height.reduce((sum, h) => sum + h, 0);
    return total === 0 ? null : height.map((h) => h / total);
  });
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
      impostor: [...(counts[2 * g] ?? [])],
      genuine: [...(counts[2 * g + 1] ?? [])],
    })),
    nodes,
    sigma,
    distances,
  };
}
