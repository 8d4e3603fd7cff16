import { chooseEngine, type EngineName } from '@fairface/engine';
import { loadTrainConfig } from '../config/load-train-config';
import { train } from '../train';

/** Trains in a process of its own, to be killed: `CONFIG OUT ENGINE TRACED`; tells the number of every step. */
async function main([config = '', out = '', engine = 'wasm', traced = 'false']: string[]): Promise<void> {
  await chooseEngine({ engine: engine as EngineName });
  const job = train({ config: await loadTrainConfig(config), out, traced: traced === 'true', workers: 1 });
  for await (const event of job) if (event.type === 'step') process.stdout.write(`${event.step}\n`);
  process.stdout.write('done\n');
}

void main(process.argv.slice(2));
