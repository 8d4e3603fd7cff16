import { EventFile } from '../log/event-file';
import { MetricsFile } from '../log/metrics-file';
import type { TrainStepDone, TrainValidated } from '../train-event';

/** The numbers of a run, as JSON lines and for TensorBoard. */
export class RunLog {
  readonly #metrics: MetricsFile;
  readonly #events: EventFile;

  private constructor(metrics: MetricsFile, events: EventFile) {
    this.#metrics = metrics;
    this.#events = events;
  }

  /** @param step the step that the run goes on from */
  static async open(out: string, metrics: string, step: number): Promise<RunLog> {
    return new RunLog(await MetricsFile.open(metrics, step), await EventFile.open(out, step));
  }

  step({ type: _, steps: __, ...line }: TrainStepDone): void {
    this.#metrics.append(line);
    const { step, total, terms, gradientNorm, learningRate, imagesPerSecond, waitMs, stepMs } = line;
    this.#events.scalars(step, {
      'loss/total': total,
      ...Object.fromEntries(Object.entries(terms).map(([name, value]) => [`terms/${name}`, value])),
      gradientNorm,
      learningRate,
      'speed/imagesPerSecond': imagesPerSecond,
      'speed/waitMs': waitMs,
      'speed/stepMs': stepMs,
    });
  }

  validation({ step, rating }: TrainValidated): void {
    this.#metrics.append({ step, validation: rating });
    const { auc, tar, threshold, groups, gaps } = rating;
    const values: Record<string, number | null> = { auc, tar, threshold };
    for (const [name, value] of Object.entries(gaps)) values[`gaps/${name}`] = value;
    for (const [group, { auc: own, fmr, fnmr }] of Object.entries(groups)) {
      Object.assign(values, { [`auc/${group}`]: own, [`fmr/${group}`]: fmr, [`fnmr/${group}`]: fnmr });
    }
    const known = Object.entries(values).flatMap(([name, value]) =>
      value === null ? [] : [[`validation/${name}`, value] as const],
    );
    this.#events.scalars(step, Object.fromEntries(known));
  }

  close(): void {
    this.#metrics.close();
    this.#events.close();
  }
}
