import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Help } from 'commander';
import { exitCodes } from './cli/exit-codes';
import { auditCommand } from './commands/audit';
import { cropCommand } from './commands/crop';
import { dataCommand } from './commands/data';
import { demoCommand } from './commands/demo';
import { detectCommand } from './commands/detect';
import { doctorCommand } from './commands/doctor';
import { engineCommand } from './commands/engine';
import { extractCommand } from './commands/extract';
import { mineCommand } from './commands/mine';
import { mitigateCommand } from './commands/mitigate';
import { resultsCommand } from './commands/results';
import { trainCommand } from './commands/train';

/** The whole `fairface` command. What a subcommand needs is loaded only when it runs: `--help` stays quick. */
export function buildProgram(): Command {
  const program = new Command('fairface')
    .description('Fair face verification: photographs to aligned crops, features and predictions')
    .version(ownVersion())
    .addHelpText(
      'after',
      `
The way of the data:
  $ fairface detect photos --out record.txt
  $ fairface crop record.txt --root photos --out crops
  $ fairface extract crops/crops.list --model faceapi --out test.fea
  $ fairface results test.fea.mean pairs.csv --out predictions.csv
  $ fairface audit predictions.csv --attributes faces.csv --out audit

Exit code: 0 all done, 1 done but some items were rejected (see the rejects file), 2 could not start or finish,
3 the audited system breaks a rule of the gate, 130 interrupted: the same command goes on.`,
    );
  const commands = [
    doctorCommand(),
    engineCommand(),
    demoCommand(),
    detectCommand(),
    cropCommand(),
    extractCommand(),
    resultsCommand(),
    auditCommand(),
    mineCommand(),
    dataCommand(),
    mitigateCommand(),
    trainCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  return settle(program);
}

function ownVersion(): string {
  const text = readFileSync(join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * Wrong flags are a command that could not start, whichever command they belong to. That a flag is off where it is not given
 * goes without saying.
 */
function settle(command: Command): Command {
  for (const child of command.commands) settle(child);
  return command
    .configureHelp({
      optionDescription(option) {
        return option.isBoolean() ? option.description : Help.prototype.optionDescription.call(this, option);
      },
    })
    .showHelpAfterError('(add --help for the flags and an example)')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.done : exitCodes.failed));
}
