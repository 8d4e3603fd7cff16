import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess, type ProcessCost } from '../measure-process';
import { findPeers, type Peers } from '../peers';
import { fairface, scratch } from '../scratch';
import { median } from '../statistics';
import { table } from '../table';

const ROWS = 40_000;
const MANY = 1_000_000;
const GROUPS = 50;

const script = join(__dirname, '..', '..', 'python', 'mining.py');

/** Hard pairs of 40,000 x 512 features, one group, all pairs: `fairface mine` against blocked products in numpy. */
export async function benchMining(rounds: number): Promise<string> {
  const peers = findPeers(['numpy']);
  if (peers === undefined) return 'mining: skipped';
  const features = await makeFeatures(peers, ROWS, 1);
  const costs: Record<string, ProcessCost[]> = {};
  const contender = (name: string, run: () => Promise<ProcessCost>) => ({
    name,
    run: async () => {
      const cost = await run();
      (costs[name] ??= []).push(cost);
      return cost.seconds;
    },
  });
  const column = (value: (cost: ProcessCost) => number, digits: number): Record<string, string> =>
    Object.fromEntries(
      Object.entries(costs).map(([name, runs]) => [name, median(runs.slice(1).map(value)).toFixed(digits)]),
    );
  const theirs = [script, 'mine', features, join(scratch, 'mined-numpy')];
  const comparison = await compare(
    [contender('fairface mine', () => mine(features)), contender('numpy', () => measureProcess(peers.python, theirs))],
    rounds,
  );
  const title = `mining: ${ROWS.toLocaleString('en')} x 512 features, one group, all pairs, whole process`;
  return table(title, comparison, {
    'processor s': column(({ cpuSeconds }) => cpuSeconds, 1),
    'peak MB': column(({ peakMb }) => peakMb, 0),
  });
}

/** 1,000,000 x 512 features in 50 groups, once: time, memory, and what all pairs of one group would take at that rate. */
export async function benchMiningMillion(): Promise<string> {
  const peers = findPeers(['numpy']);
  if (peers === undefined) return 'mining-million: skipped';
  const features = await makeFeatures(peers, MANY, GROUPS);
  const { seconds, cpuSeconds, peakMb, pairs } = await mine(features, '--group-by', 'group', '--no-across-groups');
  const rate = pairs / seconds;
  const all = (MANY * (MANY - 1)) / 2;
  return [
    `### mining-million: ${MANY.toLocaleString('en')} x 512 features in ${GROUPS} groups`,
    '',
    `${pairs.toLocaleString('en')} pairs in ${seconds.toFixed(0)} s (${cpuSeconds.toFixed(0)} s of processors), ` +
      `${(peakMb / 1024).toFixed(2)} GiB at most: ` +
      `${(rate / 1e6).toFixed(0)} million pairs a second, reading and writing included. At that rate all ` +
      `${(all / 1e9).toFixed(0)} billion pairs, as one group has them, take ${(all / rate / 3600).toFixed(1)} h.`,
  ].join('\n');
}

async function makeFeatures({ python }: Peers, rows: number, groups: number): Promise<string> {
  mkdirSync(scratch, { recursive: true });
  const path = join(scratch, `mining-${rows}-${groups}.npy`);
  if (!existsSync(path)) {
    process.stderr.write(`making ${path}\n`);
    await measureProcess(python, [script, 'make', path, '--rows', String(rows), '--groups', String(groups)]);
  }
  return path;
}

async function mine(features: string, ...more: string[]): Promise<ProcessCost & { pairs: number }> {
  const out = join(scratch, 'mined');
  rmSync(out, { recursive: true, force: true });
  const args = [fairface, 'mine', features, '--attributes', `${features}.csv`, '--out', out, '--json', '--quiet'];
  const cost = await measureProcess(process.execPath, [...args, ...more]);
  return { ...cost, pairs: (JSON.parse(cost.stdout) as { pairs: number }).pairs };
}
