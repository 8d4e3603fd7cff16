import { buildProgram } from './program';

const commands = buildProgram().commands.flatMap((command) =>
  command.commands.length > 0 ? command.commands : [command],
);

describe('the fairface command', () => {
  it('has the commands of the contract', () => {
    expect(buildProgram().commands.map((command) => command.name())).toEqual([
      'doctor',
      'engine',
      'demo',
      'detect',
      'crop',
      'extract',
      'results',
      'audit',
      'mine',
      'data',
      'mitigate',
      'train',
    ]);
  });

  it.each(commands.map((command) => [command.name(), command] as const))(
    '%s has an example and every common flag',
    (_, command) => {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toMatch(/Examples:\n {2}\$ fairface /);
      for (const flag of ['--json', '--quiet', '--debug', '--log', '--workers', '--seed']) expect(help).toContain(flag);
    },
  );
});
