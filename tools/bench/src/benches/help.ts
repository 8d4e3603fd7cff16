import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { fairface } from '../scratch';
import { table } from '../table';

/** How long `fairface --help` takes, against Node doing nothing. */
export async function benchHelp(rounds: number): Promise<string> {
  const comparison = await compare(
    [
      { name: 'node -e 0', run: async () => (await measureProcess(process.execPath, ['-e', '0'])).seconds },
      {
        name: 'fairface --help',
        run: async () => (await measureProcess(process.execPath, [fairface, '--help'])).seconds,
      },
    ],
    rounds * 4,
  );
  return table('start of fairface --help, whole process', comparison);
}
