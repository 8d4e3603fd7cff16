import { createRequire } from 'node:module';
import { Command, InvalidArgumentError, Option } from 'commander';
import { examples } from '../cli/examples';
import { addEngineOption, addGlobalOptions, positiveInteger } from '../cli/global-options';
import type { ExtractFlags } from '../run/extract';
import type * as extractRun from '../run/extract';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface extract`. */
export function extractCommand(): Command {
  const command = new Command('extract')
    .description('features of crops, of their mirror images and their mean')
    .argument('<list>', 'a list of crops (crops.list) or a folder of them')
    .requiredOption(
      '--out <prefix>',
      'writes PREFIX.noFlip, PREFIX.Flip and PREFIX.mean (.npy behind them with --format npy, or where PREFIX ends so)',
    )
    .option(
      '--model <model>',
      'the embedding model: faceapi, or the folder of a trained model or of its run',
      'faceapi',
    )
    .option('--root <dir>', "folder that the list's paths are relative to (default: the list's folder)")
    .addOption(
      new Option(
        '--format <format>',
        'text as the reference writes it, or NumPy (default: by the ending of PREFIX)',
      ).choices(['text', 'npy']),
    )
    .option('--batch <n>', 'images a batch', positiveInteger, 32)
    .option('--shard <i/n>', 'only the i-th of n parts; the part that ends last joins them', shard)
    .option('--restart', 'do not go on from an interrupted run', false)
    .addHelpText(
      'after',
      examples(
        'fairface extract crops/crops.list --model faceapi --out test.fea',
        'fairface extract crops/crops.list --model run --out test.fea',
        'fairface extract crops/crops.list --out test.fea --format npy --shard 1/4',
      ),
    );
  return addEngineOption(addGlobalOptions(command)).action(async (list: string, flags: ExtractFlags) => {
    const { runExtract } = load('../run/extract') as typeof extractRun;
    await runExtract(list, { ...flags, ...outputOf(flags) });
  });
}

/** The prefix and the format of the features: `test.npy` without a format is `test` as NumPy. */
export function outputOf({ out, format }: { out: string; format?: 'text' | 'npy' }): {
  out: string;
  format: 'text' | 'npy';
} {
  if (format !== undefined) return { out, format };
  const prefix = out.replace(/\.npy$/, '');
  return { out: prefix, format: prefix === out ? 'text' : 'npy' };
}

/** `2/4` as { index: 2, count: 4 }. */
export function shard(text: string): { index: number; count: number } {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new InvalidArgumentError('Expected i/n with 1 <= i <= n, for instance 2/4.');
  return { index, count };
}
