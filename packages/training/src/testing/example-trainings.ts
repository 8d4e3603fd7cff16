import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseEngine } from '@fairface/engine';
import { stringify } from 'yaml';
import { loadTrainConfig, type TrainConfig } from '../config/load-train-config';
import { train, type TrainOptions } from '../train';
import type { TrainEvent, TrainSummary } from '../train-event';
import { exampleConfig, writeExampleData } from './write-example-data';

const TENSOR_FILES = ['model.safetensors', 'optimizer.safetensors'];

/** A folder for the trainings of a test file, with example data in `data`, on wasm; it is removed after all tests. */
export function exampleTrainings() {
  const root = mkdtempSync(join(tmpdir(), 'fairface-train-'));
  const at = (name: string): string => join(root, name);
  beforeAll(async () => {
    await chooseEngine({ engine: 'wasm' });
    mkdirSync(at('data'));
    await writeExampleData(at('data'));
  });
  afterAll(() => rmSync(root, { recursive: true }));
  return {
    at,
    /** The example configuration with some fields exchanged. */
    configOf: (changes: object = {}): Promise<TrainConfig> => {
      const file = at('data/train.yaml');
      writeFileSync(file, stringify({ ...exampleConfig, ...changes }));
      return loadTrainConfig(file);
    },
    run,
    /** The lines of a run's `metrics.jsonl`. */
    linesOf: (out: string): Record<string, unknown>[] =>
      readFileSync(join(out, 'metrics.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    /** The bytes of a checkpoint's tensors. */
    tensorsOf: (out: string, link = 'last'): Buffer[] =>
      TENSOR_FILES.map((name) => readFileSync(join(out, 'checkpoints', link, name))),
  };
}

/** Trains to the end, and tells all that happened. */
async function run(options: TrainOptions, onEvent: (event: TrainEvent) => void = () => undefined) {
  const job = train({ workers: 1, ...options });
  const events: TrainEvent[] = [];
  for (;;) {
    const step: IteratorResult<TrainEvent, TrainSummary> = await job.next();
    if (step.done) return { events, summary: step.value };
    events.push(step.value);
    onEvent(step.value);
  }
}
