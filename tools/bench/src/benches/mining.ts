import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { findPeers } from '../peers';
import { fairface, scratch } from '../scratch';
import { table } from '../table';

const ROWS = 40_000;
const MANY = 1_000_000;
const GROUPS = 20;

/**
 * Hard pairs of 40,000 x 512 features, one group, all pairs: `fairface mine` against blocked products in numpy, whole
 * processes. Then 1,000,000 x 512 features in 20 groups, once: time, memory, and what all pairs of one group would take.
 */
export async function benchMining(rounds: number): Promise<string> {
  const peers = findPeers(['numpy']);
  if (peers === undefined) return 'mining: skipped';
  const script = join(__dirname, '..', '..', 'python', 'mining.py');
  const features = async (rows: number, groups: number): Promise<string> => {
    mkdirSync(scratch, { recursive: true });
    const path = join(scratch, `mining-${rows}-${groups}.npy`);
    if (!existsSync(path)) {
      process.stderr.write(`making ${path}\n`);
      await measureProcess(peers.python, [script, 'make', path, '--rows', String(rows), '--groups', String(groups)]);
    }
    return path;
  };
  const mine = async (source: string, ...more: string[]) => {
    const out = join(scratch, 'mined');
    rmSync(out, { recursive: true, force: true });
    const args = [
      fairface,
      'mine',
      source,
      '--attributes',
      `${source}.csv`,
      '--out',
      out,
      '--json',
      '--quiet',
      ...more,
    ];
    const { seconds, peakMb, stdout } = await measureProcess(process.execPath, args);
    return { seconds, peakMb, pairs: (JSON.parse(stdout) as { pairs: number }).pairs };
  };
  const few = await features(ROWS, 1);
  const peaks: Record<string, number> = {};
  const contender = (name: string, run: () => Promise<{ seconds: number; peakMb: number }>) => ({
    name,
    run: async () => {
      const { seconds, peakMb } = await run();
      peaks[name] = Math.max(peaks[name] ?? 0, peakMb);
      return seconds;
    },
  });
  const comparison = await compare(
    [
      contender('fairface mine', () => mine(few)),
      contender('numpy', () => measureProcess(peers.python, [script, 'mine', few, join(scratch, 'mined-numpy')])),
    ],
    rounds,
  );
  const memory = Object.fromEntries(Object.entries(peaks).map(([name, mb]) => [name, mb.toFixed(0)]));
  const title = `mining: ${ROWS.toLocaleString('en')} x 512 features, one group, all pairs, whole process`;
  const many = await mine(await features(MANY, GROUPS), '--group-by', 'group', '--no-across-groups');
  const rate = many.pairs / many.seconds;
  return [
    table(title, comparison, { 'peak MB': memory }),
    '',
    `${MANY.toLocaleString('en')} x 512 features in ${GROUPS} groups: ${many.pairs.toLocaleString('en')} pairs in ` +
      `${many.seconds.toFixed(0)} s, ${(many.peakMb / 1024).toFixed(2)} GiB at most, ${(rate / 1e6).toFixed(0)} million ` +
      `pairs a second with reading and writing. At that rate all ${((MANY * (MANY - 1)) / 2 / 1e9).toFixed(0)} billion ` +
      `pairs of one group take ${((MANY * (MANY - 1)) / 2 / rate / 3600).toFixed(1)} h.`,
  ].join('\n');
}
