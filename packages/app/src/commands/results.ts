import { Command } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions } from '../cli/global-options';
import type { ResultsFlags } from '../run/results';

/** `fairface results`. */
export function resultsCommand(): Command {
  const command = new Command('results')
    .description('similarity predictions for a list of pairs')
    .argument('<features>', 'a feature file, for instance test.fea.mean or test.fea.mean.npy')
    .argument('<pairs>', 'CSV with a header; the first two columns name the images')
    .requiredOption('--out <file>', 'the predictions: the same header, then first,second,cosine')
    .addHelpText('after', examples('fairface results test.fea.mean pairs.csv --out predictions.csv'));
  return addGlobalOptions(command).action(async (features: string, pairs: string, flags: ResultsFlags) => {
    const { runResults } = await import('../run/results.js');
    await runResults(features, pairs, flags);
  });
}
