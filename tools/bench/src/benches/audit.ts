import { statSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { findPeers } from '../peers';
import { fairface, makeData, scratch } from '../scratch';
import { median } from '../statistics';
import { table } from '../table';

const RESAMPLES = '1000';

/**
 * 1,000,000 scored pairs with 1,000 resamples of the people, whole commands: `fairface audit` with its report against a
 * Python program that gives AUC, rates of four groups, their intervals and Gini coefficients, and nothing else. Both take
 * the same threshold and resample the same counts; the Python program does it once by matrix products and once pair by
 * pair.
 */
export async function benchAudit(rounds: number): Promise<string> {
  const peers = findPeers(['numpy', 'pandas', 'sklearn']);
  if (peers === undefined) return 'audit: skipped';
  const data = await makeData(peers, 'audit', 'audit');
  const [pairs, attributes, out] = [join(data, 'scores.csv'), join(data, 'attributes.csv'), join(scratch, 'audit-out')];
  const peaks: Record<string, number> = {};
  const cpus: Record<string, number[]> = {};
  const contender = (name: string, command: string, args: string[]) => ({
    name,
    run: async () => {
      const { seconds, peakMb, cpuSeconds } = await measureProcess(command, args);
      (cpus[name] ??= []).push(cpuSeconds);
      peaks[name] = Math.max(peaks[name] ?? 0, peakMb);
      return seconds;
    },
  });
  const python = (name: string, bootstrap: string) =>
    contender(name, peers.python, [
      ...[join(peers.folder, 'audit.py'), pairs, attributes],
      ...['--resamples', RESAMPLES, '--bootstrap', bootstrap],
    ]);
  const options = ['--attributes', attributes, '--protected', 'gender,skin', '--resamples', RESAMPLES, '--quiet'];
  const comparison = await compare(
    [
      contender('fairface audit', process.execPath, [fairface, 'audit', pairs, ...options, '--out', out]),
      python('numpy + sklearn, matrix products', 'matrix'),
      python('numpy + sklearn, pair by pair', 'pairs'),
    ],
    rounds,
  );
  const peak = Object.fromEntries(Object.entries(peaks).map(([name, mb]) => [name, mb.toFixed(0)]));
  const cpu = Object.fromEntries(Object.entries(cpus).map(([name, seconds]) => [name, median(seconds).toFixed(2)]));
  const report = statSync(join(out, 'report.html')).size;
  return [
    table(`audit: 1,000,000 pairs, ${RESAMPLES} resamples, whole process`, comparison, {
      'CPU s': cpu,
      'peak MB': peak,
    }),
    '',
    `The report has ${(report / 1e6).toFixed(2)} MB.`,
  ].join('\n');
}
