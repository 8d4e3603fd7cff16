import { join } from 'node:path';
import type { Embedder, Preprocessing } from '@fairface/features';
import * as tf from '@tensorflow/tfjs';
import { FaceRecognitionNet, NetInput } from '@vladmandic/face-api/dist/face-api.node-wasm.js';

export interface FaceApiEmbedderOptions {
  /**
   * Folder with `face_recognition_model-weights_manifest.json` and its weights.
   * @default the folder that the npm package @vladmandic/face-api carries
   */
  folder?: string;
}

/** Length of the descriptor. */
const DIMENSION = 128;

/** Side of the network's input in pixels. */
const INPUT_SIZE = 150;

/** What the descriptor wants to see. */
export const faceApiPreprocessing: Preprocessing = {
  template: 'seed256',
  templateSize: 256,
  cut: { x: 23, y: 40, width: 201, height: 201 },
  inputSize: INPUT_SIZE,
  channelOrder: 'rgb',
};

/**
 * The descriptor of @vladmandic/face-api (a 29-layer residual network, 128-d, MIT), on whichever tensor engine is set.
 *
 * It was trained on squares around the eyes and the mouth: side = (mean distance of the eyes to the mouth) / 0.45, the
 * centre of eyes and mouth at 50 % and 43 % of it. On a `seed256` crop that is the square (23, 40) with side 201.
 *
 * @throws Error when the weights cannot be read.
 */
export async function loadFaceApiEmbedder({
  folder = packagedFolder(),
}: FaceApiEmbedderOptions = {}): Promise<Embedder> {
  const net = new FaceRecognitionNet();
  await net.loadFromDisk(folder);
  let memory = new Float32Array(0);
  return {
    name: 'faceapi',
    dimension: DIMENSION,
    preprocessing: faceApiPreprocessing,
    embed: async ({ count, data }) => {
      // Engines copy numbers before the network has run: new memory for every batch would only be garbage to collect.
      if (memory.length < data.length) memory = new Float32Array(data.length);
      const pixels = memory.subarray(0, data.length);
      pixels.set(data);
      const batch = tf.tensor4d(pixels, [count, INPUT_SIZE, INPUT_SIZE, 3]);
      try {
        // One class of tensors, declared by tfjs and by face-api.
        const features = net.forwardInput(new ReadyInput(batch as unknown as BatchTensor));
        try {
          return (await features.data()) as Float32Array;
        } finally {
          features.dispose();
        }
      } finally {
        batch.dispose();
      }
    },
    dispose: () => net.dispose(),
  };
}

type BatchTensor = ReturnType<NetInput['toBatchTensor']>;

/** Images that have the size of the network's input: padding and resizing them one by one would take a tenth of the time. */
class ReadyInput extends NetInput {
  readonly #batch: BatchTensor;

  constructor(batch: BatchTensor) {
    super([]);
    this.#batch = batch;
  }

  override toBatchTensor(): BatchTensor {
    return this.#batch;
  }
}

function packagedFolder(): string {
  return join(require.resolve('@vladmandic/face-api/package.json'), '..', 'model');
}
