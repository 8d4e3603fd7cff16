import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { fairface } from '../scratch';
import { median } from '../statistics';
import { table } from '../table';

/** How long `fairface --help` takes, against Node doing nothing. */
export async function benchHelp(rounds: number): Promise<string> {
  const processors: Record<string, number[]> = {};
  const contender = (name: string, args: string[]) => ({
    name,
    run: async () => {
      const { seconds, cpuSeconds } = await measureProcess(process.execPath, args);
      (processors[name] ??= []).push(cpuSeconds);
      return seconds;
    },
  });
  const comparison = await compare(
    [contender('node -e 0', ['-e', '0']), contender('fairface --help', [fairface, '--help'])],
    rounds * 4,
  );
  const cpu = Object.fromEntries(Object.entries(processors).map(([name, all]) => [name, median(all).toFixed(2)]));
  return table('start of fairface --help, whole process', comparison, { 'CPU s': cpu });
}
