import { Command } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions, type GlobalOptions } from '../cli/global-options';

/** `fairface doctor`. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description(
      'what runs here: engines and their measured speed, versions, fonts, memory, and what to do about the rest',
    )
    .addHelpText('after', examples('fairface doctor', 'fairface doctor --json'));
  return addGlobalOptions(command).action(async (flags: GlobalOptions) => {
    const { runDoctor } = await import('../run/doctor.js');
    await runDoctor(flags);
  });
}
