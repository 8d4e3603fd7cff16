/** Two images, by number, and their product. */
export interface ScoredPair {
  /** Cosine times the squared unit. */
  readonly score: number;
  readonly left: number;
  readonly right: number;
}

/** The pairs of the highest scores seen so far; of equal ones the first images count. */
export class TopPairs {
  /** Pairs of lower scores cannot be among them. */
  floor: number;
  #pairs: ScoredPair[] = [];

  /**
   * @param most - how many are kept
   * @param floor - pairs of lower scores are passed over
   */
  constructor(
    readonly most: number,
    floor = -Infinity,
  ) {
    this.floor = floor;
  }

  add(score: number, left: number, right: number): void {
    if (score < this.floor) return;
    this.#pairs.push({ score, left, right });
    if (this.#pairs.length >= 2 * this.most + 64) this.#cut();
  }

  /** The pairs, highest scores first. */
  finish(): ScoredPair[] {
    this.#cut();
    return this.#pairs;
  }

  #cut(): void {
    this.#pairs.sort((a, b) => b.score - a.score || a.left - b.left || a.right - b.right);
    if (this.#pairs.length < this.most) return;
    this.#pairs.length = this.most;
    this.floor = this.#pairs.at(-1)?.score ?? Infinity;
  }
}
