import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { examples } from '../cli/examples';
import { addEngineOption, addGlobalOptions, fraction, nonNegativeInteger } from '../cli/global-options';
import type { DetectFlags } from '../run/detect';
import type * as detectRun from '../run/detect';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface detect`. */
export function detectCommand(): Command {
  const command = new Command('detect')
    .description('find faces in photographs and write their landmarks as a record file')
    .argument('<source>', 'a folder of photographs, or a list file with a path a line')
    .requiredOption('--out <file>', 'the record file; boxes, scores and sizes go into NAME.faces.csv beside it')
    .option('--root <dir>', 'folder that the paths of a list are relative to (default: the current one)')
    .addOption(
      new Option('--faces <which>', 'which faces of a photograph')
        .choices(['all', 'central', 'largest'])
        .default('all'),
    )
    .option('--min-score <s>', 'reject candidates below this score, 0 to 1', fraction, 0.5)
    .option('--min-size <px>', 'reject faces with a shorter side than this', nonNegativeInteger, 32)
    .addHelpText(
      'after',
      examples(
        'fairface detect photos --out record.txt',
        'fairface detect people.list --faces central --out record.txt',
      ),
    );
  return addEngineOption(addGlobalOptions(command)).action(async (source: string, flags: DetectFlags) => {
    const { runDetect } = load('../run/detect') as typeof detectRun;
    await runDetect(source, flags);
  });
}
