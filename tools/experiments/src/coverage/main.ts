import { parseArgs } from 'node:util';
import { simulateCoverage } from '@fairface/audit';
import { writeFileAtomic } from '@fairface/io';
import { coverageDocument, type ScenarioCoverage } from './coverage-document';
import { scenarios } from './scenarios';

const HELP = `npm run coverage -- [--repetitions N] [--resamples N] [--seed N] [--out FILE]

Simulates audits whose true rates are known, counts how often the 95 % intervals hold them, and writes the table.

  --repetitions N  audits drawn for each column (default: 600)
  --resamples N    resamples of the people in each (default: 300)
  --seed N         (default: 1)
  --out FILE       (default: docs/coverage.md)
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repetitions: { type: 'string', default: '600' },
      resamples: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'docs/coverage.md' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const [repetitions, resamples, seed] = [values.repetitions, values.resamples, values.seed].map(Number);
  const found: ScenarioCoverage[] = [];
  for (const scenario of scenarios) {
    const started = performance.now();
    found.push({ scenario, coverage: simulateCoverage({ ...scenario.people, repetitions, resamples, seed }) });
    process.stderr.write(`${scenario.title}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
  await writeFileAtomic(values.out, coverageDocument(found, Number(values.repetitions), Number(values.resamples)));
}

void main();
