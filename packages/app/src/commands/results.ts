import { createRequire } from 'node:module';
import { Command } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions } from '../cli/global-options';
import type { ResultsFlags } from '../run/results';
import type * as resultsRun from '../run/results';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface results`. */
export function resultsCommand(): Command {
  const command = new Command('results')
    .description('similarity predictions for a list of pairs')
    .argument('<features>', 'a feature file, for instance test.fea.mean or test.fea.mean.npy')
    .argument('<pairs>', 'CSV with a header; the first two columns name the images')
    .requiredOption('--out <file>', 'the predictions: the same header, then first,second,cosine')
    .addHelpText('after', examples('fairface results test.fea.mean pairs.csv --out predictions.csv'));
  return addGlobalOptions(command).action(async (features: string, pairs: string, flags: ResultsFlags) => {
    const { runResults } = load('../run/results') as typeof resultsRun;
    await runResults(features, pairs, flags);
  });
}
