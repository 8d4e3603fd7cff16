import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { findPeers } from '../peers';
import { fairface, makeData, scratch } from '../scratch';
import { table } from '../table';

/** 1,000,000 pairs of 20,000 x 512 text features to predictions, whole commands: fairface against Python. */
export async function benchResults(rounds: number): Promise<string> {
  const peers = findPeers(['numpy', 'pandas']);
  if (peers === undefined) return 'results: skipped';
  const features = await makeData(peers, 'features', 'test.fea');
  const pairs = await makeData(peers, 'pairs', 'pairs.csv');
  const peaks: Record<string, number> = {};
  const contender = (name: string, command: string, args: string[]) => ({
    name,
    run: async () => {
      const { seconds, peakMb } = await measureProcess(command, args);
      peaks[name] = Math.max(peaks[name] ?? 0, peakMb);
      return seconds;
    },
  });
  const python = (name: string, loader: string, work: string) =>
    contender(name, peers.python, [
      join(peers.folder, 'results.py'),
      features,
      pairs,
      join(scratch, `predictions-${loader}-${work}.csv`),
      '--loader',
      loader,
      '--compute',
      work,
    ]);
  const ours = [fairface, 'results', features, pairs, '--out', join(scratch, 'predictions.csv'), '--quiet'];
  const comparison = await compare(
    [
      contender('fairface results', process.execPath, ours),
      python('pandas + numpy', 'pandas', 'vector'),
      python('plain Python loop', 'plain', 'loop'),
    ],
    rounds,
  );
  const peak = Object.fromEntries(Object.entries(peaks).map(([name, mb]) => [name, mb.toFixed(0)]));
  return table('results: 1,000,000 pairs, 20,000 x 512 text features, whole process', comparison, { 'peak MB': peak });
}
