import { nextUp } from '../accuracy/next-up';

/** Magnitudes are told apart from 2^-15 up to 2^16, each power of two in 2^15 steps. */
const LEAST_EXPONENT = -15;
const EXPONENTS = 31;
const STEPS = 1 << 15;
const MAGNITUDES = EXPONENTS * STEPS;
const MIDDLE = MAGNITUDES + 1;
const BINS = 2 * MIDDLE + 1;

/** A threshold read from a sketch. */
export interface SketchedThreshold {
  threshold: number;
  /** Scores at or above it, exactly. */
  accepted: number;
  /** Scores in the bin below it, exactly: with the next lower threshold of the sketch so many more would be accepted. */
  next: number;
}

/**
 * Counts of scores in bins of a relative width of 2^-15, in 8 MB whatever the number of scores.
 *
 * Thresholds are edges of bins, so counts at them are exact; what is not known is the best threshold between two edges. It is
 * at most 3.1e-5 of its own size away (scores between -3.1e-5 and 3.1e-5 are one bin, and so are those beyond +-65,536).
 */
export class ScoreSketch {
  readonly #counts = new Float64Array(BINS);
  readonly #double = new Float64Array(1);
  readonly #words = new Uint32Array(this.#double.buffer);
  #total = 0;

  /** Scores added. */
  get total(): number {
    return this.#total;
  }

  add(score: number): void {
    this.#double[0] = score;
    const high = this.#words[1] as number;
    const exponent = ((high >>> 20) & 0x7ff) - 1023 - LEAST_EXPONENT;
    const magnitude =
      exponent < 0 ? 0 : exponent >= EXPONENTS ? MAGNITUDES + 1 : 1 + exponent * STEPS + ((high >>> 5) & (STEPS - 1));
    const bin = MIDDLE + (high >>> 31 === 1 ? -magnitude : magnitude);
    this.#counts[bin] = (this.#counts[bin] as number) + 1;
    this.#total++;
  }

  /**
   * The lower edge of the lowest bin with scores down to which at most the share `target` of all is accepted; where not even the
   * highest bin can be, its upper edge.
   */
  thresholdAtShare(target: number): SketchedThreshold {
    let accepted = 0;
    let lowest = -1;
    let bin = BINS - 1;
    for (; bin >= 0; bin--) {
      const here = this.#counts[bin] as number;
      if (here === 0) continue;
      if ((accepted + here) / this.#total > target) break;
      accepted += here;
      lowest = bin;
    }
    return {
      threshold: edge(lowest < 0 ? bin + 1 : lowest),
      accepted,
      next: bin < 0 ? 0 : (this.#counts[bin] as number),
    };
  }
}

/** The smallest score that falls into a bin. */
function edge(bin: number): number {
  if (bin >= BINS) return Infinity;
  if (bin <= 0) return -Infinity;
  if (bin > MIDDLE) return magnitudeEdge(bin - MIDDLE);
  return nextUp(-magnitudeEdge(MIDDLE - bin + 1));
}

/** The smallest magnitude numbered `magnitude`, from 1 on. */
function magnitudeEdge(magnitude: number): number {
  const step = magnitude - 1;
  return 2 ** (LEAST_EXPONENT + Math.floor(step / STEPS)) * (1 + (step % STEPS) / STEPS);
}
