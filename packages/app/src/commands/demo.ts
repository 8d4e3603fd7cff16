import { createRequire } from 'node:module';
import { Command } from 'commander';
import { examples } from '../cli/examples';
import { addEngineOption, addGlobalOptions } from '../cli/global-options';
import type { DemoFlags } from '../run/demo';
import type * as demoRun from '../run/demo';

/** Loads what runs only when it is asked for, without starting Node's loader of ES modules. */
const load = createRequire(__filename);

/** `fairface demo`. */
export function demoCommand(): Command {
  const command = new Command('demo')
    .description('the whole way on real photographs: detect, crop, extract, score, with pictures to look at')
    .option('--photos <dir>', 'your own photographs (default: the group photographs that face-api carries)')
    .option('--out <dir>', 'where everything goes', 'fairface-demo')
    .addHelpText('after', examples('fairface demo', 'fairface demo --photos ~/Pictures/party --out party'));
  return addEngineOption(addGlobalOptions(command)).action(async (flags: DemoFlags) => {
    const { runDemo } = load('../run/demo') as typeof demoRun;
    await runDemo(flags);
  });
}
