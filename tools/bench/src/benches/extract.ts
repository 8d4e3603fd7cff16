import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseEngine } from '@fairface/engine';
import { extractFeatures } from '@fairface/features';
import { encodeJpeg } from '@fairface/image';
import { runJob } from '@fairface/io';
import { loadFaceApiEmbedder } from '@fairface/model';
import { compare } from '../compare';
import { scratch } from '../scratch';
import { table } from '../table';

const IMAGES = 1024;
const BATCH = 32;

/** Extraction of 1,024 JPEG crops (decode, cut, mirror, files) against the bare calls of the model on ready pixels. */
export async function benchExtract(rounds: number): Promise<string> {
  const { name, version } = await chooseEngine();
  const embedder = await loadFaceApiEmbedder();
  const list = await makeCrops();
  const size = embedder.preprocessing.inputSize;
  const batch = { count: BATCH, size, data: new Uint8Array(BATCH * size * size * 3).fill(127) };
  const timed = async (run: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await run();
    return (performance.now() - started) / 1000;
  };
  const bare = async (): Promise<void> => {
    for (let n = 0; n < (2 * IMAGES) / BATCH; n += 1) await embedder.embed(batch);
  };
  const out = join(scratch, 'extract', 'test.fea');
  const pipeline = () =>
    runJob(extractFeatures({ list, root: join(scratch, 'extract'), out, embedder, batch: BATCH, restart: true }));
  const comparison = await compare(
    [
      { name: 'extraction', run: () => timed(pipeline) },
      { name: 'bare model calls', run: () => timed(bare) },
    ],
    rounds,
  );
  await embedder.dispose?.();
  return table(`extract: ${IMAGES} crops and their mirror images, face-api on ${name} (${version})`, comparison);
}

async function makeCrops(): Promise<string> {
  const folder = join(scratch, 'extract');
  mkdirSync(folder, { recursive: true });
  let state = 1;
  for (let n = 0; n < IMAGES; n += 1) {
    const data = Uint8Array.from({ length: 256 * 256 * 3 }, (_, at) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return 128 + 60 * Math.sin(at / (700 + n)) + (state >>> 27);
    });
    writeFileSync(join(folder, `${n}.jpg`), await encodeJpeg({ width: 256, height: 256, data }));
  }
  const list = join(folder, 'crops.list');
  writeFileSync(list, Array.from({ length: IMAGES }, (_, n) => `${n}.jpg\n`).join(''));
  return list;
}
