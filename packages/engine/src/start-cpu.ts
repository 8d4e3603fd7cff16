import * as tf from '@tensorflow/tfjs';
import type { EngineFacts } from './engine-name';

/** Makes plain JavaScript the current engine: always there, and hundreds of times slower than the native one. */
export async function startCpu(): Promise<EngineFacts> {
  await tf.setBackend('cpu');
  await tf.ready();
  // Its first operation would print an advertisement for tfjs-node.
  Object.assign(tf.backend(), { firstUse: false });
  return {
    version: `tfjs-backend-cpu ${tf.version['tfjs-backend-cpu']}`,
    device: 'cpu',
    about: 'plain JavaScript, very slow',
  };
}
