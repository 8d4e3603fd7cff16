import { createRequire } from 'node:module';
import type * as bars from 'cli-progress';
import type { Logger } from 'pino';

/** How often progress is told where there is no terminal. */
const LINE_EVERY_MS = 10_000;

/** Shows how far a job is: a bar with the time left on a terminal, a line every ten seconds elsewhere. */
export class Progress {
  readonly #label: string;
  readonly #logger: Logger;
  readonly #bar: bars.SingleBar | undefined;
  readonly #started = Date.now();
  #lastLine = Date.now();
  #firstDone: number | undefined;

  constructor(label: string, { logger, quiet }: { logger: Logger; quiet: boolean }) {
    this.#label = label;
    this.#logger = logger;
    if (quiet || !process.stderr.isTTY) return;
    // Loaded only where there is a terminal.
    const { Presets, SingleBar } = createRequire(__filename)('cli-progress') as typeof bars;
    const format = `${label} {bar} {value}/{total} | {rate}/s | {left} left{note}`;
    this.#bar = new SingleBar(
      { format, stream: process.stderr, clearOnComplete: true, hideCursor: true },
      Presets.shades_classic,
    );
  }

  /** @param note what else to show, such as the loss of a training */
  update(done: number, total: number | undefined, note?: string): void {
    // Items that an earlier run finished arrive at once and would spoil the speed.
    this.#firstDone ??= done;
    const seconds = (Date.now() - this.#started) / 1000;
    const rate = (done - this.#firstDone) / Math.max(seconds, 1e-3);
    const left = total === undefined || rate === 0 ? '?' : duration((total - done) / rate);
    if (this.#bar !== undefined) {
      const payload = { rate: rate.toFixed(1), left, note: note === undefined ? '' : ` | ${note}` };
      if (this.#bar.isActive) this.#bar.update(done, payload);
      else this.#bar.start(total ?? 0, done, payload);
      if (total !== undefined) this.#bar.setTotal(total);
    } else if (Date.now() - this.#lastLine >= LINE_EVERY_MS) {
      this.#lastLine = Date.now();
      this.#logger.info(
        { done, total, rate },
        `${this.#label}: ${done}/${total ?? '?'}, ${rate.toFixed(1)}/s, ${left} left${note === undefined ? '' : `; ${note}`}`,
      );
    }
  }

  stop(): void {
    this.#bar?.stop();
  }
}

/** Seconds for a person: `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}
