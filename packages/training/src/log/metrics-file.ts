import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { AtomicFile, explainWriteError, readLines, makeFolder } from '@fairface/io';

/** A line of `metrics.jsonl`: the step and whatever was measured at it. */
export interface MetricsLine {
  step: number;
  [name: string]: unknown;
}

/**
 * `metrics.jsonl`: one JSON object a line, appended while a run goes on. A resumed run first takes away what a broken-off
 * one wrote after its last checkpoint, so that every step is there once.
 */
export class MetricsFile {
  readonly path: string;
  readonly #handle: number;

  private constructor(path: string, handle: number) {
    this.path = path;
    this.#handle = handle;
  }

  /**
   * @param step the last step whose lines stay; 0 begins anew
   * @throws InputError `cannot-write`.
   */
  static async open(path: string, step: number): Promise<MetricsFile> {
    try {
      await makeFolder(dirname(path));
      if (existsSync(path)) await keepLines(path, step);
      return new MetricsFile(path, openSync(path, 'a'));
    } catch (error) {
      throw explainWriteError(error, path);
    }
  }

  /** @throws InputError `cannot-write`. */
  append(line: MetricsLine): void {
    try {
      writeSync(this.#handle, `${JSON.stringify(line)}\n`);
    } catch (error) {
      throw explainWriteError(error, this.path);
    }
  }

  close(): void {
    closeSync(this.#handle);
  }
}

async function keepLines(path: string, step: number): Promise<void> {
  const kept = await AtomicFile.open(path);
  try {
    if (step > 0) {
      for await (const { text } of readLines(path)) if (stepOf(text) <= step) await kept.write(`${text}\n`);
    }
    await kept.commit();
  } catch (error) {
    await kept.abort();
    throw error;
  }
}

/** A line that was cut off belongs to no step. */
function stepOf(text: string): number {
  try {
    const { step } = JSON.parse(text) as Partial<MetricsLine>;
    return typeof step === 'number' ? step : Infinity;
  } catch {
    return Infinity;
  }
}
