import { closeSync, openSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { frameTfRecord } from '@fairface/data';
import { explainWriteError, makeFolder } from '@fairface/io';
import { encodeEvent, type EventMessage } from './event-message';

/** Of a session log: events of this step and later ones, written before, are void. */
const START = 1;

/**
 * A TensorBoard event file, appended while a run goes on. Each start of a run adds a file of its own to the folder, as
 * TensorBoard expects; one that goes on from a checkpoint tells it to forget what was written after that step.
 *
 * @example const events = await EventFile.open('run', 0); events.scalars(1, { 'loss/total': 12.5 }); events.close();
 */
export class EventFile {
  readonly path: string;
  readonly #handle: number;

  private constructor(path: string, handle: number) {
    this.path = path;
    this.#handle = handle;
  }

  /**
   * @param folder the run's folder
   * @param step the step that the run goes on from; 0 where it begins
   * @throws InputError `cannot-write`.
   */
  static async open(folder: string, step: number): Promise<EventFile> {
    const name = `events.out.tfevents.${Math.floor(Date.now() / 1000)}.${hostname()}.${process.pid}`;
    const path = join(folder, name);
    try {
      await makeFolder(folder);
      const file = new EventFile(path, openSync(path, 'a'));
      file.#write({ fileVersion: 'brain.Event:2' });
      if (step > 0) file.#write({ step: step + 1, sessionLog: { status: START } });
      return file;
    } catch (error) {
      throw explainWriteError(error, path);
    }
  }

  /** Adds numbers of one step, each under its tag. */
  scalars(step: number, values: Readonly<Record<string, number>>): void {
    const value = Object.entries(values).map(([tag, simpleValue]) => ({ tag, simpleValue }));
    this.#write({ step, summary: { value } });
  }

  close(): void {
    closeSync(this.#handle);
  }

  #write(event: Omit<EventMessage, 'wallTime'>): void {
    try {
      writeSync(this.#handle, frameTfRecord(encodeEvent({ wallTime: Date.now() / 1000, ...event })));
    } catch (error) {
      throw explainWriteError(error, this.path);
    }
  }
}
