import { join } from 'node:path';
import { InputError } from '@fairface/io';
import {
  type DryRun,
  dryRun,
  formatTrainConfig,
  loadTrainConfig,
  train,
  type TrainEvent,
  type TrainSummary,
} from '@fairface/training';
import type { Logger } from 'pino';
import type { EngineChoice, GlobalOptions } from '../cli/global-options';
import { LogFile } from '../cli/log-file';
import { Progress } from '../cli/progress';
import { rejectsLine } from '../cli/run-batch';
import { type CommandContext, type CommandResult, runCommand } from '../cli/run-command';
import { startEngine } from './start-engine';

export interface TrainFlags extends GlobalOptions {
  out?: string;
  resume: boolean;
  restart: boolean;
  steps?: number;
  trace: boolean;
  dryRun: boolean;
  engine: EngineChoice;
}

/** Runs `fairface train`. `given` tells which flags replace what the configuration says. */
export async function runTrain(
  file: string,
  flags: TrainFlags,
  given: { seed: boolean; engine: boolean; trace: boolean },
): Promise<void> {
  const { out, restart, steps: until, workers } = flags;
  // In the folder of the run, which is made when configuration and data are found to be right.
  const ownLog =
    flags.log !== undefined || flags.dryRun || out === undefined ? undefined : new LogFile(join(out, 'log.jsonl'));
  await runCommand({ ...flags, log: flags.log ?? ownLog }, async (context) => {
    if (out === undefined && !flags.dryRun) {
      throw new InputError({ code: 'missing-out', message: 'there is no folder for the run', hint: 'Add --out RUN' });
    }
    const config = await loadTrainConfig(file, given.seed ? { seed: flags.seed } : {});
    if (until !== undefined && until > config.steps) throw tooManySteps(file, until, config.steps);
    const engine = await startEngine(given.engine ? flags.engine : config.engine, context);
    const traced = engine === 'native' && (given.trace ? flags.trace : config.trace);
    if (flags.dryRun || out === undefined)
      return describe(await dryRun(config, { traced, workers }), { engine, traced });
    const { signal } = context;
    const job = train({ config, out, restart, until, engine, traced, workers, signal });
    return report(await follow(job, context, ownLog), { out, engine, monitor: config.validation?.monitor });
  });
}

/** Shows what happens, to the end. */
async function follow(
  job: AsyncGenerator<TrainEvent, TrainSummary>,
  { logger, quiet }: CommandContext,
  ownLog: LogFile | undefined,
): Promise<TrainSummary> {
  const progress = new Progress('train', { logger, quiet });
  try {
    for (;;) {
      const next = await job.next();
      if (next.done) return next.value;
      if (next.value.type === 'start') await ownLog?.open();
      show(next.value, progress, logger);
    }
  } finally {
    progress.stop();
  }
}

function show(event: TrainEvent, progress: Progress, logger: Logger): void {
  switch (event.type) {
    case 'start': {
      const { step, steps, resumed, traced, notes } = event;
      const how = traced ? 'as one graph' : 'operation by operation';
      logger.info(event, `${resumed ? `going on after step ${step}` : 'beginning'}, to step ${steps}, ${how}`);
      for (const note of notes) logger.warn(note);
      return progress.update(step, steps);
    }
    case 'step': {
      const { step, steps, total, imagesPerSecond, waitMs, stepMs } = event;
      const wait = Math.round((100 * waitMs) / (waitMs + stepMs));
      const speed = imagesPerSecond.toFixed(imagesPerSecond < 10 ? 1 : 0);
      return progress.update(step, steps, `loss ${total.toPrecision(4)}, ${speed} images/s, data wait ${wait} %`);
    }
    case 'validation': {
      const { step, improved } = event;
      return logger.info(event, `step ${step}: ${ratingText(event.rating)}${improved ? ' (best so far)' : ''}`);
    }
    case 'checkpoint':
      return logger.debug(event, `step ${event.step}: saved ${event.path}`);
    case 'reject':
      return logger.warn(event, `left out ${event.item}: ${event.reason} (${event.detail})`);
  }
}

type Rating = Extract<TrainEvent, { type: 'validation' }>['rating'];

function ratingText({ auc, tar, gaps }: Rating): string {
  const known = Object.entries(gaps).filter(([, value]) => value !== null);
  const gapText = known.map(([name, value]) => `${name} ${value?.toFixed(4)}`).join(', ');
  return `validation AUC ${auc.toFixed(4)}, TAR ${tar.toFixed(4)}${gapText === '' ? '' : `; gaps: ${gapText}`}`;
}

function report(
  summary: TrainSummary,
  { out, engine, monitor }: { out: string; engine: string; monitor: string | undefined },
): CommandResult {
  const { steps, trained, ended, total, best, checkpoint, rejected, reasons } = summary;
  const lines = [
    trained === 0
      ? `nothing left to do: ${ended === 'early-stop' ? 'stopped early' : `all ${steps} steps are done`}`
      : `trained ${trained} steps${trained === steps ? '' : `, ${steps} in all`}, loss ${total?.toPrecision(4)}` +
        (ended === 'early-stop' ? '; stopped early, as nothing got better' : ''),
    best === null ? undefined : `best validation: ${monitor} ${best.value.toFixed(4)} at step ${best.step}`,
    `checkpoint: ${checkpoint}`,
  ];
  const rejects = join(out, 'rejects.csv');
  const text = lines.filter((line) => line !== undefined).join('\n');
  const rejectText = rejectsLine({ summary, rejected, reasons }, rejects);
  return { summary: { ...summary, engine, rejects }, text: `${text}${rejectText}`, rejected };
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB`;

function describe(run: DryRun, { engine, traced }: { engine: string; traced: boolean }): CommandResult {
  const { config, parameters, classWeights, data, images, memory, firstStepMs, stepMs, waitMs, total, terms } = run;
  const { validation, rejects, notes, sampled, bankMemory } = run;
  const sizes = Object.entries(data).map(
    ([name, { items, classes }]) => `${name} ${items}${classes === 0 ? '' : ` (${classes} people)`}`,
  );
  const lines = [
    formatTrainConfig(config).trimEnd(),
    '---',
    `parameters: ${parameters.total.toLocaleString('en')} (${parameters.trainable.toLocaleString('en')} trainable), ` +
      `class weights ${classWeights.toLocaleString('en')}`,
    ...Object.entries(sampled).map(([name, { seen, classes }]) => {
      return `a step sees ${seen.toLocaleString('en')} of the ${classes.toLocaleString('en')} people of ${name}`;
    }),
    `data: ${sizes.join(', ')}`,
    ...(validation === null ? [] : [`validation: ${validation.images} images, ${validation.pairs} pairs`]),
    `memory of a step, estimated: ${mebibytes(memory)}, and the engine's own`,
    ...(bankMemory === 0 ? [] : [`memory of class weights that are sampled: ${mebibytes(bankMemory)}`]),
    `time of a step on ${engine}${traced ? ', traced' : ''}: ${Math.round(stepMs)} ms for ${images} images ` +
      `(${Math.round((1000 * images) / (stepMs + waitMs))} images/s; the first took ${Math.round(firstStepMs)} ms)`,
    `loss: ${total.toPrecision(5)}: ${Object.entries(terms)
      .map(([name, value]) => `${name} ${value.toPrecision(3)}`)
      .join(', ')}`,
    ...notes,
    ...rejects.slice(0, 10).map(({ item, reason, detail }) => `would be left out: ${item}: ${reason} (${detail})`),
    ...(rejects.length > 10 ? [`... and ${rejects.length - 10} more`] : []),
  ];
  return { summary: { ...run, engine, traced }, text: lines.join('\n'), rejected: rejects.length };
}

function tooManySteps(file: string, found: number, steps: number): InputError {
  return new InputError({
    code: 'too-many-steps',
    file,
    message: '--steps is larger than the steps of the configuration',
    expected: `at most ${steps}`,
    found: String(found),
    hint: 'The learning rate spans the steps of the configuration: raise `steps` there',
  });
}
