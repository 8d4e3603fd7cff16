import { parseArgs } from 'node:util';
import { type Coverage, simulateCoverage } from '@fairface/audit';
import { writeFileAtomic } from '@fairface/io';
import { coverageDocument, type ScenarioCoverage } from './coverage-document';
import { scenarios } from './scenarios';

const HELP = `npm run coverage -- [--repetitions N] [--scores N] [--resamples N] [--seed N] [--out FILE]

Simulates audits whose true rates are known, counts how often the 95 % intervals hold them, and writes the table.

  --repetitions N  audits drawn for each column, for rates and the measures made of them (default: 2000)
  --scores N       audits drawn for each column for everything else, which takes longer (default: 600)
  --resamples N    resamples of the people in each (default: 300)
  --seed N         (default: 1)
  --out FILE       (default: docs/coverage.md)
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repetitions: { type: 'string', default: '2000' },
      scores: { type: 'string', default: '600' },
      resamples: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'docs/coverage.md' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const [repetitions, scores] = [Number(values.repetitions), Number(values.scores)];
  const [resamples, seed] = [Number(values.resamples), Number(values.seed)];
  const found: ScenarioCoverage[] = [];
  for (const scenario of scenarios) {
    const started = performance.now();
    const options = { ...scenario.people, resamples, seed };
    const ofRates = simulateCoverage({ ...options, repetitions, ratesOnly: true });
    const ofScores = simulateCoverage({ ...options, repetitions: scores });
    found.push({ scenario, coverage: [...ofRates, ...ofScores.filter(({ method }) => !isIn(ofRates, method))] });
    process.stderr.write(`${scenario.title}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
  await writeFileAtomic(values.out, coverageDocument(found, { repetitions, scores, resamples }));
}

const isIn = (all: readonly Coverage[], method: string): boolean => all.some((own) => own.method === method);

void main();
