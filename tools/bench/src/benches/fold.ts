import { chooseEngine } from '@fairface/engine';
import { buildNetwork, fold } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import { compare } from '../compare';
import { table } from '../table';

const BATCH = 8;

/** Inference of resnet50-se, 112 pixels, batch 8: batch normalisation folded into fused convolutions, or as it is trained. */
export async function benchFold(rounds: number): Promise<string> {
  const { name, version } = await chooseEngine();
  const network = buildNetwork({ preset: 'resnet50-se' });
  const parameters = network.initialise(1);
  const folded = fold(network, parameters);
  const images = tf.randomUniform([BATCH, ...network.inputShape], 0, 1, 'float32', 1);
  const contender = (what: string, embed: () => tf.Tensor) => ({
    name: what,
    run: async () => {
      const started = performance.now();
      const embeddings = embed();
      await embeddings.data();
      embeddings.dispose();
      return (performance.now() - started) / 1000;
    },
  });
  const comparison = await compare(
    [
      contender('folded', () => folded.embed(images)),
      contender('as trained', () => network.forward(parameters, images, { training: false }).embeddings),
    ],
    rounds,
  );
  folded.dispose();
  tf.dispose([parameters, images]);
  return table(`fold: resnet50-se, 112 px, batch ${BATCH}, on ${name} (${version})`, comparison);
}
