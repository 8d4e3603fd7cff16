import { createRequire } from 'node:module';
import { Command } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions, type GlobalOptions } from '../cli/global-options';
import type * as doctorRun from '../run/doctor';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface doctor`. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description(
      'what runs here: engines and their measured speed, versions, fonts, memory, and what to do about the rest',
    )
    .addHelpText('after', examples('fairface doctor', 'fairface doctor --json'));
  return addGlobalOptions(command).action(async (flags: GlobalOptions) => {
    const { runDoctor } = load('../run/doctor') as typeof doctorRun;
    await runDoctor(flags);
  });
}
