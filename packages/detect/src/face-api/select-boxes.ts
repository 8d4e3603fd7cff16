import type { Box } from '../detector';
import type { BoxPredictions } from './box-network';

/** A box and how sure the network is of it. */
export interface ScoredBox {
  box: Box;
  /** 0 to 1. */
  score: number;
}

export interface SelectBoxesOptions {
  /** [anchors, 4]: upper, left, lower and right edge in shares of the input. */
  anchors: Float32Array;
  photograph: { width: number; height: number };
  /** Boxes at or below this score are dropped. */
  lowestScore: number;
  maxFaces: number;
}

/** Two boxes that share more than this part of their union are one face. */
const MOST_OVERLAP = 0.5;

/** The network codes shifts in tenths and the logarithms of sizes in fifths of the anchor (the variances 0.1 and 0.2). */
const SHIFT = 10;
const GROWTH = 5;

/** Upper, left, lower, right edge in shares of the padded square. */
type Edges = [top: number, left: number, bottom: number, right: number];

/**
 * The boxes of a photograph, the surest first: of boxes that overlap by more than a half, only the surest is kept.
 * Boxes are in pixels; one may reach over the right or lower edge, where the network saw black.
 */
export function selectBoxes(
  { codes, scores }: BoxPredictions,
  { anchors, photograph, lowestScore, maxFaces }: SelectBoxesOptions,
): ScoredBox[] {
  const candidates = Array.from(scores.keys())
    .filter((n) => (scores[n] as number) > lowestScore)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number))
    .map((n) => ({ edges: decode(codes, anchors, 4 * n), score: scores[n] as number }));
  const selected: typeof candidates = [];
  for (const candidate of candidates) {
    if (selected.length === maxFaces) break;
    if (selected.every(({ edges }) => overlap(candidate.edges, edges) <= MOST_OVERLAP)) selected.push(candidate);
  }
  return selected.map(({ edges, score }) => ({ box: toPixels(edges, photograph), score }));
}

function decode(codes: Float32Array, anchors: Float32Array, at: number): Edges {
  const [top = NaN, left = NaN, bottom = NaN, right = NaN] = anchors.subarray(at, at + 4);
  const [down = NaN, across = NaN, taller = NaN, wider = NaN] = codes.subarray(at, at + 4);
  const [height, width] = [bottom - top, right - left];
  const y = top + height / 2 + (down / SHIFT) * height;
  const x = left + width / 2 + (across / SHIFT) * width;
  const halfHeight = (Math.exp(taller / GROWTH) * height) / 2;
  const halfWidth = (Math.exp(wider / GROWTH) * width) / 2;
  return [y - halfHeight, x - halfWidth, y + halfHeight, x + halfWidth];
}

/** Area of the intersection in shares of the union. */
function overlap(a: Edges, b: Edges): number {
  const height = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const width = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const area = (edges: Edges): number => (edges[2] - edges[0]) * (edges[3] - edges[1]);
  const common = height * width;
  return common / (area(a) + area(b) - common);
}

function toPixels([top, left, bottom, right]: Edges, { width, height }: { width: number; height: number }): Box {
  const side = Math.max(width, height);
  const share = (edge: number): number => Math.min(1, Math.max(0, edge)) * side;
  return { x: share(left), y: share(top), width: share(right) - share(left), height: share(bottom) - share(top) };
}
