import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { examples } from '../cli/examples';
import { addGlobalOptions } from '../cli/global-options';
import type { EngineInstallFlags } from '../run/engine-install';
import type * as engineInstallRun from '../run/engine-install';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface engine`. */
export function engineCommand(): Command {
  const install = new Command('install')
    .description('bring the native engine, where the package manager could not')
    .addOption(new Option('--from <source>', 'where from').choices(['pip', 'url', 'dir']).default('pip'))
    .option('--url <address>', 'with --from url: a libtensorflow archive (default: upstream’s for this machine)')
    .option('--sha256 <hex>', 'with --from url: the SHA-256 that the archive must have')
    .option('--dir <dir>', 'with --from dir: a folder with lib/ and include/, or with the wheel')
    .option('--force', 'build anew although the cache holds it', false)
    .addHelpText(
      'after',
      examples('fairface engine install', 'fairface engine install --from dir --dir ~/libtensorflow'),
    );
  addGlobalOptions(install).action(async (flags: EngineInstallFlags) => {
    const { runEngineInstall } = load('../run/engine-install') as typeof engineInstallRun;
    await runEngineInstall(flags);
  });
  return new Command('engine').description('the tensor engines').addCommand(install);
}
