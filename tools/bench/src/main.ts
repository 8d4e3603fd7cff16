import { benchAudit } from './benches/audit';
import { benchCrop } from './benches/crop';
import { benchDataLoader } from './benches/data-loader';
import { benchEngine } from './benches/engine';
import { benchExtract } from './benches/extract';
import { benchFold } from './benches/fold';
import { benchHelp } from './benches/help';
import { benchPartialFc } from './benches/partial-fc';
import { benchMining, benchMiningMillion } from './benches/mining';
import { benchResults } from './benches/results';
import { benchTrainStep } from './benches/train-step';

const benches: Record<string, (rounds: number) => Promise<string>> = {
  audit: benchAudit,
  crop: benchCrop,
  results: benchResults,
  'train-step': benchTrainStep,
  extract: benchExtract,
  engine: benchEngine,
  fold: benchFold,
  help: benchHelp,
  'data-loader': benchDataLoader,
  mining: benchMining,
  'mining-million': benchMiningMillion,
  'partial-fc': benchPartialFc,
};

/** `npm run bench -- NAME [ROUNDS]`: Markdown on stdout. */
async function main([name = '', rounds = '5']: string[]): Promise<void> {
  const bench = benches[name];
  if (bench === undefined) {
    process.stderr.write(
      `expected one of ${Object.keys(benches).join(', ')}; found "${name}". npm run bench -- NAME [ROUNDS]\n`,
    );
    process.exitCode = 2;
    return;
  }
  process.stdout.write(`${await bench(Number(rounds))}\n`);
}

void main(process.argv.slice(2));
