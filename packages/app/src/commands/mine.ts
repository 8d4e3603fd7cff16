import { Command, InvalidArgumentError } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions, nonNegativeInteger, positiveInteger } from '../cli/global-options';
import type { MineFlags } from '../run/mine';

/** `fairface mine`. */
export function mineCommand(): Command {
  const command = new Command('mine')
    .description('hard pairs for training, group by group, and likely label errors')
    .argument('<features>', 'a feature file, for instance test.fea.mean.npy')
    .requiredOption('--attributes <table>', 'CSV with path or id, the person, and the columns that make groups')
    .requiredOption('--out <dir>', 'folder for the pair lists, label-errors.csv and .png, and mining.json')
    .option('--group-by <names>', 'columns whose values together make a group (default: one group)', columns, [])
    .option('--label <name>', 'column of the person', 'subject')
    .option('--below <similarity>', 'pairs of one person below it are hard; all where none is', similarity, 0.6)
    .option(
      '--hardest-positives <k>',
      'the k least alike pairs of one person, a group, whatever their similarity',
      positiveInteger,
    )
    .option('--negatives <k>', 'the k most alike pairs of different people, a group', positiveInteger, 1000)
    .option('--errors <n>', 'likely label errors of each kind', nonNegativeInteger, 50)
    .option('--root <dir>', 'folder of the images: likely label errors are drawn')
    .addHelpText(
      'after',
      `${examples(
        'fairface mine test.fea.mean.npy --attributes faces.csv --group-by gender,race --out mined --root crops',
        'fairface mine test.fea.mean --attributes faces.csv --hardest-positives 500 --out mined',
      )}

Files: GROUP.positives.pairs and GROUP.negatives.pairs, lines left, right, label (1 one person, 0 two), similarity,
separated by tabs: fairface train reads the positives as a group's pairs.`,
    );
  return addGlobalOptions(command).action(async (features: string, flags: MineFlags) => {
    const { runMine } = await import('../run/mine.js');
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
