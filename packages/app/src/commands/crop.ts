import { createRequire } from 'node:module';
import { Command } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions } from '../cli/global-options';
import type { CropFlags } from '../run/crop';
import type * as cropRun from '../run/crop';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface crop`. */
export function cropCommand(): Command {
  const command = new Command('crop')
    .description('cut aligned faces out of photographs, by the landmarks or boxes of a record file')
    .argument('<record>', 'record file: a path and 10 numbers (5 points), 136 (68 points) or 4 (box) a line')
    .option('--root <dir>', "folder that the record's paths are relative to (default: the record file's folder)")
    .option(
      '--out <dir>',
      'folder for the crops and crops.list (default: beside each photograph; the list in the root)',
    )
    .option('--template <name>', 'seed256, arcface112 or a JSON file with size and five points', 'seed256')
    .option('--allow-outside', 'take absolute paths and paths with "..", also where they lead out of the root', false)
    .option('--overwrite', 'make every crop anew, also those that are up to date', false)
    .addHelpText(
      'after',
      examples(
        'fairface crop record.txt --root photos --out crops',
        'fairface crop record.txt --root photos --out crops112 --template arcface112',
      ),
    );
  return addGlobalOptions(command).action(async (record: string, flags: CropFlags) => {
    const { runCrop } = load('../run/crop') as typeof cropRun;
    await runCrop(record, flags);
  });
}
