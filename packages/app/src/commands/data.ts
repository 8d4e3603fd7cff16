import { createRequire } from 'node:module';
import { Command } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions } from '../cli/global-options';
import type { DataCheckFlags } from '../run/data';
import type * as dataRun from '../run/data';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface data check`. */
export function dataCommand(): Command {
  const check = new Command('check')
    .description('find what is wrong with the images, people and pairs of a training configuration, without training')
    .argument('<config>', 'training configuration, YAML or JSON')
    .option('--out <file>', 'CSV of all findings (default: beside the configuration, NAME.findings.csv)')
    .option('--no-images', 'do not read the images: quick, but damaged and equal ones are not found')
    .addHelpText(
      'after',
      `${examples('fairface data check train.yaml', 'fairface data check train.yaml --no-images --out findings.csv')}

Findings are errors (training would not start, or would stop), warnings (it would run, but something is probably
wrong) and notices (often meant). Exit code: 0 no errors and warnings, 1 some, 2 the configuration cannot be used.`,
    );
  addGlobalOptions(check).action(async (config: string, flags: DataCheckFlags) => {
    const { runDataCheck } = load('../run/data') as typeof dataRun;
    await runDataCheck(config, flags);
  });
  return new Command('data').description('the data of a training').addCommand(check);
}
