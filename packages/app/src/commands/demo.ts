import { Command } from 'commander';
import { examples } from '../cli/examples';
import { addEngineOption, addGlobalOptions } from '../cli/global-options';
import type { DemoFlags } from '../run/demo';

/** `fairface demo`. */
export function demoCommand(): Command {
  const command = new Command('demo')
    .description('the whole way on real photographs: detect, crop, extract, score, with pictures to look at')
    .option('--photos <dir>', 'your own photographs (default: the group photographs that face-api carries)')
    .option('--out <dir>', 'where everything goes', 'fairface-demo')
    .addHelpText('after', examples('fairface demo', 'fairface demo --photos ~/Pictures/party --out party'));
  return addEngineOption(addGlobalOptions(command)).action(async (flags: DemoFlags) => {
    const { runDemo } = await import('../run/demo.js');
    await runDemo(flags);
  });
}
