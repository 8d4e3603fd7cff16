import type { HeadOptions } from '../heads/head-options';

/** Embeddings [n][D] and class weights [D][columns], in plain numbers. */
export interface Point {
  readonly x: number[][];
  readonly w: number[][];
}

export interface NaiveInput extends Point {
  readonly labels: readonly number[];
  readonly state?: Record<string, number>;
  /** Where what takes no gradient is computed. @default the point itself */
  readonly constants?: Point;
}

/** Every head once more, row by row in double precision, straight from the formulas: what the tests compare with. */
export function naiveLoss(options: HeadOptions, { x, w, labels, state = {}, constants = { x, w } }: NaiveInput) {
  const scale = options.scale ?? 64;
  const subCenters = options.type === 'subcenter-arcface' ? (options.subCenters ?? 3) : 1;
  const cosines = cosinesOf({ x, w }, subCenters);
  const fixed = cosinesOf(constants, subCenters);
  const margin = rowMargin(options, { labels, state, cosines, fixed, x, constants, subCenters });
  let sum = 0;
  labels.forEach((label, i) => {
    const { target, others, extra = 0 } = margin.row(i);
    const logits = others.map((cosine, j) => scale * (j === label ? target : cosine));
    const largest = Math.max(...logits);
    const logSum = largest + Math.log(logits.reduce((total, logit) => total + Math.exp(logit - largest), 0));
    sum += logSum - (logits[label] as number) + extra;
  });
  return { loss: sum / labels.length, state: margin.state };
}

interface Setting {
  labels: readonly number[];
  state: Record<string, number>;
  cosines: number[][];
  fixed: number[][];
  x: number[][];
  constants: Point;
  subCenters: number;
}
type Row = { target: number; others: number[]; extra?: number };

function rowMargin(options: HeadOptions, setting: Setting): { row: (i: number) => Row; state: Record<string, number> } {
  const { labels, cosines, fixed, state } = setting;
  const others = (i: number) => cosines[i] as number[];
  const own = (i: number, of = cosines) => of[i]?.[labels[i] as number] as number;
  const rows = labels.map((_, i) => i);
  const plain = (row: (i: number) => Row) => ({ row, state });
  switch (options.type) {
    case 'arcface':
    case 'subcenter-arcface':
      return plain((i) => ({ target: arc(own(i), options.margin ?? 0.5), others: others(i) }));
    case 'cosface':
      return plain((i) => ({ target: own(i) - (options.margin ?? 0.35), others: others(i) }));
    case 'combined-margin': {
      const [m1, m2, m3] = options.margins ?? [1, 0.3, 0.2];
      const limit = options.dropNegativesAbove ?? Infinity;
      return plain((i) => {
        const angle = m1 * Math.acos(own(i)) + m2;
        // Beyond a half turn the curve goes on falling: mirrored, and 2 lower each time.
        let [turned, fallen] = [angle, 0];
        for (; turned > Math.PI; turned -= Math.PI) fallen += 2;
        const beyond = m1 === 1 ? own(i) - m2 * Math.sin(m2) : Math.cos(turned) - fallen;
        const target = (angle < Math.PI ? Math.cos(angle) : beyond) - m3;
        return { target, others: others(i).map((cosine) => (cosine > limit ? 0 : cosine)) };
      });
    }
    case 'adaface': {
      const { margin: m = 0.4, concentration: h = 0.333, momentum = 0.01 } = options;
      const norms = setting.constants.x.map((row) => Math.min(100, Math.max(0.001, Math.hypot(...row))));
      const batchMean = average(norms);
      const batchStd = Math.sqrt(norms.reduce((sum, norm) => sum + (norm - batchMean) ** 2, 0) / (norms.length - 1));
      const mean = momentum * batchMean + (1 - momentum) * (state.mean ?? NaN);
      const std = momentum * batchStd + (1 - momentum) * (state.std ?? NaN);
      const row = (i: number) => {
        const z = Math.max(-1, Math.min(1, (h * ((norms[i] as number) - mean)) / (std + 1e-3)));
        const angle = Math.min(Math.PI - 1e-3, Math.max(1e-3, Math.acos(own(i)) - m * z));
        return { target: Math.cos(angle) - (m + m * z), others: others(i) };
      };
      return { row, state: { mean, std } };
    }
    case 'curricularface': {
      const { margin: m = 0.5, momentum = 0.01 } = options;
      const t = momentum * average(rows.map((i) => own(i, fixed))) + (1 - momentum) * (state.t ?? NaN);
      const row = (i: number) => {
        const limit = Math.cos(Math.acos(own(i, fixed)) + m);
        const hard = (j: number) => (fixed[i]?.[j] as number) > limit;
        return {
          target: arc(own(i), m),
          others: others(i).map((cosine, j) => (hard(j) ? cosine * (t + cosine) : cosine)),
        };
      };
      return { row, state: { t } };
    }
    case 'magface': {
      const { norms: [low, high] = [10, 110], margins: [least, most] = [0.45, 0.8], regulariser = 20 } = options;
      return plain((i) => {
        const a = Math.min(high, Math.max(low, Math.hypot(...(setting.x[i] as number[]))));
        const m = least + ((most - least) * (a - low)) / (high - low);
        return { target: arc(own(i), m), others: others(i), extra: regulariser * (a / high ** 2 + 1 / a) };
      });
    }
    case 'cifp': {
      const m = options.margin ?? 0.35;
      const negatives = fixed.flatMap((row, i) => row.filter((_, j) => j !== labels[i])).sort((a, b) => b - a);
      const rank = Math.ceil(negatives.length / ((fixed[0]?.length as number) - 1));
      const threshold = negatives[rank - 1] as number;
      // Cosines whose class weights stand still.
      const still = cosinesOf({ x: setting.x, w: setting.constants.w }, 1);
      return plain((i) => {
        const penalised = (fixed[i] as number[]).flatMap((cosine, j) => {
          if (j === labels[i] || cosine <= threshold || cosine > own(i, fixed)) return [];
          return [((cosine >= own(i, fixed) - m ? still : cosines)[i]?.[j] as number) ** 2];
        });
        const penalty = penalised.length === 0 ? 0 : average(penalised);
        return { target: own(i) - m - (1 + own(i, fixed)) * penalty, others: others(i) };
      });
    }
  }
}

const arc = (cosine: number, m: number): number =>
  cosine > Math.cos(Math.PI - m) ? Math.cos(Math.acos(cosine) + m) : cosine - m * Math.sin(m);

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function cosinesOf({ x, w }: Point, subCenters: number): number[][] {
  const columns = (w[0] as number[]).map((_, j) => w.map((row) => row[j] as number));
  return x.map((row) => {
    const all = columns.map((column) => dot(row, column) / Math.hypot(...row) / Math.hypot(...column));
    return Array.from({ length: all.length / subCenters }, (_, c) =>
      Math.max(...all.slice(c * subCenters, (c + 1) * subCenters)),
    );
  });
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
