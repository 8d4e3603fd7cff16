import { readFile, rm } from 'node:fs/promises';
import { writeFileAtomic } from '@fairface/io';
import type { ScoredPair } from './top-pairs';

/** How far a comparison is. */
export interface ScanState {
  /** Parts done. */
  readonly parts: number;
  /** The most alike pairs of them. */
  readonly pairs: readonly ScoredPair[];
}

interface Saved {
  readonly identity: string;
  readonly scans: readonly (readonly [string, ScanState])[];
}

/** Seconds between two savings. */
const EVERY = 30;

/** What a run has compared so far, so that the same run goes on where it was interrupted. */
export class ScanJournal {
  readonly #scans: Map<string, ScanState>;
  #saved = performance.now();
  #changed = false;

  private constructor(
    readonly path: string,
    readonly identity: string,
    scans: Saved['scans'],
  ) {
    this.#scans = new Map(scans);
  }

  /** Opens what a run of the same identity left behind; what another run left, or what cannot be read, is passed over. */
  static async open(path: string, identity: unknown): Promise<ScanJournal> {
    const own = JSON.stringify(identity);
    const saved = await readFile(path, 'utf8')
      .then((text) => JSON.parse(text) as Saved)
      .catch(() => undefined);
    return new ScanJournal(path, own, saved?.identity === own ? saved.scans : []);
  }

  get(name: string): ScanState {
    return this.#scans.get(name) ?? { parts: 0, pairs: [] };
  }

  /** Notes how far a comparison is; written once in a while. */
  async set(name: string, state: ScanState): Promise<void> {
    this.#scans.set(name, state);
    this.#changed = true;
    if (performance.now() - this.#saved > 1000 * EVERY) await this.save();
  }

  /** Writes what has been noted since. */
  async save(): Promise<void> {
    if (!this.#changed) return;
    const saved: Saved = { identity: this.identity, scans: [...this.#scans] };
    await writeFileAtomic(this.path, JSON.stringify(saved));
    this.#saved = performance.now();
    this.#changed = false;
  }

  async remove(): Promise<void> {
    this.#changed = false;
    await rm(this.path, { force: true });
  }
}
