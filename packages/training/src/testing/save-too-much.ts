import { buildNetwork } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import { saveCheckpoint } from '../checkpoint/save-checkpoint';
import { exampleCheckpoint } from './example-checkpoint';

/** Saves a checkpoint of some hundred kilobytes to the path it is given, and says how that ended. */
async function main(path: string): Promise<string> {
  await tf.setBackend('cpu');
  const checkpoint = exampleCheckpoint(buildNetwork({ preset: 'adapter', inputDimension: 4 }), 20_000);
  return saveCheckpoint(path, checkpoint).then(() => 'written', String);
}

// Packages that clean up on every signal would end the process at this one; a write then fails with EFBIG instead.
process.on('SIGXFSZ', () => undefined);
void main(process.argv[2] ?? '').then((text) => process.stdout.write(text));
