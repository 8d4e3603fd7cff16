import { createRequire } from 'node:module';
import { Command, InvalidArgumentError, Option } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions, nonNegativeInteger, positiveInteger } from '../cli/global-options';
import type { MineFlags } from '../run/mine';
import type * as mineRun from '../run/mine';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface mine`. */
export function mineCommand(): Command {
  const command = new Command('mine')
    .description('hard pairs for training, group by group, and likely label errors')
    .argument('<features>', 'a feature file, for instance test.fea.mean.npy')
    .requiredOption('--attributes <table>', 'CSV with path or id, the person, and the columns that make groups')
    .requiredOption('--out <dir>', 'folder for the pair lists, label-errors.csv and .png, and mining.json')
    .addOption(
      new Option('--group-by <names>', 'columns whose values together make a group')
        .argParser(columns)
        .default([], 'all images are one group'),
    )
    .option('--label <name>', 'column of the person', 'subject')
    .option('--below <similarity>', 'pairs of one person below it are hard; all where none is', similarity, 0.6)
    .option(
      '--hardest-positives <k>',
      'the k least alike pairs of one person, a group, whatever their similarity',
      positiveInteger,
    )
    .option('--negatives <k>', 'the k most alike pairs of different people, a group', positiveInteger, 1000)
    .option('--errors <n>', 'likely label errors of each kind; 0: none is looked for', nonNegativeInteger, 50)
    .option('--no-across-groups', 'look for people too much alike within groups alone, which are fewer pairs')
    .option('--root <dir>', 'folder of the images: likely label errors are drawn')
    .addHelpText(
      'after',
      `${examples(
        'fairface mine test.fea.mean.npy --attributes faces.csv --group-by gender,race --out mined --root crops',
        'fairface mine test.fea.mean --attributes faces.csv --hardest-positives 500 --out mined',
        'fairface mine big.npy --attributes faces.csv --group-by gender --no-across-groups --out mined',
      )}

Writes GROUP.positives.pairs and GROUP.negatives.pairs, lines of left, right, label (1 one person, 0 two) and similarity,
separated by tabs: fairface train reads the positives as a group's pairs. label-errors.csv lists images unlike their
person and people too much alike; label-errors.png shows them. An interrupted run goes on where it was.`,
    );
  return addGlobalOptions(command).action(async (features: string, flags: MineFlags) => {
    const { runMine } = load('../run/mine') as typeof mineRun;
    await runMine(features, flags);
  });
}

/** `gender,race` as a list. */
function columns(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function similarity(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= -1 && value <= 1)) {
    throw new InvalidArgumentError('Expected a similarity from -1 to 1.');
  }
  return value;
}
