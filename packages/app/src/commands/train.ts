import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { examples } from '../cli/examples';
import { addEngineOption, addGlobalOptions, positiveInteger } from '../cli/global-options';
import type { TrainFlags } from '../run/train';
import type * as trainRun from '../run/train';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface train`. */
export function trainCommand(): Command {
  const command = new Command('train')
    .description('train a fair embedding: branches of people, groups held to alike similarity distributions')
    .argument('<config>', 'configuration in YAML or JSON; its paths are relative to it')
    .option(
      '--out <run>',
      'folder of the run: config.yaml, metrics.jsonl, TensorBoard events, checkpoints, rejects.csv',
    )
    .addOption(
      new Option('--resume', 'go on from the newest checkpoint of the run, which is what happens anyway')
        .default(false)
        .conflicts('restart'),
    )
    .option('--restart', 'begin anew and remove what an earlier run left in the folder', false)
    .option(
      '--steps <n>',
      'stop after step n; the learning rate still spans the steps of the configuration',
      positiveInteger,
    )
    .option('--no-trace', 'native engine: run the step operation by operation instead of as one graph')
    .option('--dry-run', 'print the complete configuration, sizes, memory and the time of a step; train nothing', false)
    .addHelpText(
      'after',
      `${examples(
        'fairface train train.yaml --dry-run',
        'fairface train train.yaml --out run',
        'fairface train train.yaml --out run --steps 30 --engine wasm',
        'tensorboard --logdir run',
        'fairface extract crops.list --model run --out test.fea',
      )}

Seed and engine are those of the configuration unless the flags are given.`,
    );
  return addEngineOption(addGlobalOptions(command)).action(async (config: string, flags: TrainFlags, self: Command) => {
    const isGiven = (name: keyof TrainFlags): boolean => self.getOptionValueSource(name) === 'cli';
    const { runTrain } = load('../run/train') as typeof trainRun;
    await runTrain(config, flags, { seed: isGiven('seed'), engine: isGiven('engine'), trace: isGiven('trace') });
  });
}
