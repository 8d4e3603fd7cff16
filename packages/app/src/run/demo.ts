import { join } from 'node:path';
import { cropRecords, type FaceRecord, formatListLine, loadTemplate, OutputNamer, readRecords } from '@fairface/crop';
import { type Box, detectFaces, facesTablePath, loadFaceApiDetector } from '@fairface/detect';
import { extractFeatures } from '@fairface/features';
import { encodePng, loadImage } from '@fairface/image';
import { InputError, readTable, writeFileAtomic } from '@fairface/io';
import { loadFaceApiEmbedder } from '@fairface/model';
import { predictPairs } from '@fairface/results';
import { stringify } from 'csv-stringify/sync';
import type { EngineChoice, GlobalOptions } from '../cli/global-options';
import { duration } from '../cli/progress';
import { runBatch } from '../cli/run-batch';
import { type CommandContext, runCommand } from '../cli/run-command';
import { type DemoFace, type DemoPair, demoPairs } from '../demo/demo-pairs';
import { disturbances } from '../demo/disturb';
import { drawDemoSheet, type SheetFace } from '../demo/draw-demo-sheet';
import { rateDemo, type ScoredPair } from '../demo/rate-demo';
import { startEngine } from './start-engine';

export interface DemoFlags extends GlobalOptions {
  photos?: string;
  out: string;
  engine: EngineChoice;
}

type FivePoints = FaceRecord & { kind: 'points5' };

/** Runs `fairface demo`. */
export async function runDemo(flags: DemoFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const started = Date.now();
    const { out, workers } = flags;
    const { signal } = context;
    const at = (name: string): string => join(out, name);
    const engine = await startEngine(flags.engine, context);
    const { source, root } =
      flags.photos === undefined ? await packagedPhotographs(out) : { source: flags.photos, root: flags.photos };

    const detector = await loadFaceApiDetector();
    const detected = await runBatch(
      {
        job: detectFaces({ source, root, out: at('record.txt'), detector, signal }),
        label: 'detect',
        rejects: at('record.rejects.csv'),
      },
      context,
    );
    detector.dispose();
    if (detected.summary.faces === 0) {
      throw new InputError({
        code: 'no-faces',
        message: `no face was found in ${root}`,
        hint: `Give photographs with --photos; ${at('record.rejects.csv')} says what was wrong with each`,
      });
    }
    const crops = { records: at('record.txt'), root, out: at('crops'), workers, signal };
    const cropped = await runBatch(
      { job: cropRecords(crops), label: 'crop', rejects: at('crops/crops.rejects.csv') },
      context,
    );

    const found = await facesOf(out, at('record.txt'));
    const images = found.flatMap(({ face }) => [face.crop, ...Object.values(face.copies)]);
    await writeFileAtomic(at('all.list'), images.map(formatListLine).join(''));
    const embedder = await loadFaceApiEmbedder();
    // Anew each time: other photographs may have given crops of the same names.
    const extraction = {
      list: at('all.list'),
      root: out,
      out: at('test.fea'),
      embedder,
      restart: true,
      workers,
      signal,
    };
    const extracted = await runBatch(
      { job: extractFeatures(extraction), label: 'extract', rejects: at('test.fea.rejects.csv') },
      context,
    );
    await embedder.dispose?.();

    const scored = await score(out, demoPairs(found.map(({ face }) => face)), context, workers);
    const rated = rateDemo(scored);
    const sheet = await drawDemoSheet({
      faces: found.map(({ face, record }) => withSimilarities(face, record, scored)),
      photographs: { root, boxes: await boxesOf(facesTablePath(at('record.txt'))) },
      out,
      template: await loadTemplate('seed256'),
      threshold: rated.threshold,
    });
    await writeFileAtomic(at('contact-sheet.png'), sheet);

    const seconds = (Date.now() - started) / 1000;
    const rejected = detected.rejected + cropped.rejected + extracted.rejected;
    const summary = {
      engine,
      photographs: detected.summary.photographs,
      faces: found.length,
      images: extracted.summary.images,
      ...rated,
      rejected,
      seconds,
      out,
    };
    await writeFileAtomic(at('summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    return { summary, text: report(summary), rejected };
  });
}

/** The six group photographs that face-api carries, as a list: other pictures lie beside them. */
async function packagedPhotographs(out: string): Promise<{ source: string; root: string }> {
  const source = join(out, 'photographs.list');
  await writeFileAtomic(source, [1, 2, 3, 4, 5, 6].map((n) => `sample${n}.jpg\n`).join(''));
  return { source, root: join(require.resolve('@vladmandic/face-api/package.json'), '..', 'demo') };
}

/** The crops in the order of the record file, each with its disturbed copies, which are made here. */
async function facesOf(out: string, recordFile: string): Promise<{ face: DemoFace; record: FivePoints }[]> {
  const namer = new OutputNamer('jpg');
  const found: { face: DemoFace; record: FivePoints }[] = [];
  for await (const line of readRecords(recordFile)) {
    if (!('record' in line) || line.record.kind !== 'points5') continue;
    const crop = `crops/${namer.next(line.record.path)}`;
    const image = await loadImage(join(out, crop)).catch(() => undefined);
    if (image === undefined) continue; // the crop was rejected, and is in its rejects file
    const copies: Record<string, string> = {};
    for (const [kind, disturb] of Object.entries(disturbances)) {
      const copy = crop.replace(/^crops\//, 'disturbed/').replace(/_cropped\.jpg$/, `_${kind}.png`);
      await writeFileAtomic(join(out, copy), await encodePng(await disturb(image)));
      copies[kind] = copy;
    }
    found.push({ face: { crop, copies }, record: line.record });
  }
  return found;
}

/** The boxes of the faces, by photograph, in the order of the table. */
async function boxesOf(table: string): Promise<Map<string, Box[]>> {
  const boxes = new Map<string, Box[]>();
  for await (const { row } of readTable(table, { columns: ['path', 'x', 'y', 'width', 'height'] })) {
    const [x = NaN, y = NaN, width = NaN, height = NaN] = ['x', 'y', 'width', 'height'].map((name) =>
      Number(row[name]),
    );
    const path = row['path'] ?? '';
    boxes.set(path, [...(boxes.get(path) ?? []), { x, y, width, height }]);
  }
  return boxes;
}

/** Writes the pair list, predicts, and writes the predictions once more with what is known of each pair. */
async function score(
  out: string,
  pairs: readonly DemoPair[],
  context: CommandContext,
  workers: number | undefined,
): Promise<ScoredPair[]> {
  const list = join(out, 'pairs.csv');
  const predictions = join(out, 'predictions.csv');
  const columns = ['first', 'second', 'similarity'];
  await writeFileAtomic(list, stringify([columns, ...pairs.map(({ first, second }) => [first, second, 0])]));
  const job = predictPairs({
    features: join(out, 'test.fea.mean'),
    pairs: list,
    out: predictions,
    workers,
    signal: context.signal,
  });
  await runBatch({ job, label: 'results', rejects: join(out, 'predictions.rejects.csv') }, context);
  const similarities = new Map<string, number>();
  for await (const { row } of readTable(predictions)) {
    similarities.set(`${row['first']},${row['second']}`, Number(row['similarity']));
  }
  const scored = pairs.flatMap((pair) => {
    const similarity = similarities.get(`${pair.first},${pair.second}`);
    return similarity === undefined ? [] : [{ ...pair, similarity }];
  });
  const labelled = scored.map(({ first, second, label, kind, similarity }) => [first, second, label, kind, similarity]);
  const header = ['first', 'second', 'label', 'kind', 'similarity'];
  await writeFileAtomic(join(out, 'pairs.labelled.csv'), stringify([header, ...labelled]));
  return scored;
}

function withSimilarities(face: DemoFace, record: FivePoints, scored: readonly ScoredPair[]): SheetFace {
  const own = scored.filter(({ first, label }) => label === 1 && first === face.crop);
  const others = scored
    .filter(({ first, second, label }) => label === 0 && (first === face.crop || second === face.crop))
    .map(({ first, second, similarity }) => ({ crop: first === face.crop ? second : first, similarity }))
    .sort((a, b) => b.similarity - a.similarity);
  return {
    ...face,
    record,
    similarities: Object.fromEntries(own.map(({ kind, similarity }) => [kind, similarity])),
    nearest: others[0],
  };
}

interface DemoSummary extends ReturnType<typeof rateDemo> {
  engine: string;
  photographs: number;
  faces: number;
  images: number;
  rejected: number;
  seconds: number;
  out: string;
}

function report({
  engine,
  photographs,
  faces,
  images,
  genuine,
  impostor,
  auc,
  threshold,
  accuracy,
  kinds,
  rejected,
  seconds,
  out,
}: DemoSummary): string {
  const lines = kinds.map(
    ({ kind, recognised, pairs, similarity }) =>
      `  ${kind.padEnd(8)} ${recognised}/${pairs} recognised, mean similarity ${similarity.toFixed(3)}`,
  );
  return [
    `${faces} faces in ${photographs} photographs, ${images} images embedded on ${engine}, ${duration(seconds)}`,
    `${genuine} pairs of a face with a disturbed copy of itself, ${impostor} pairs of different faces:`,
    `  AUC ${auc.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(1)} % at similarity ${threshold.toFixed(3)}, where both errors are equal`,
    ...lines,
    ...(rejected > 0 ? [`left out ${rejected}: see the *.rejects.csv files`] : []),
    `look at ${join(out, 'contact-sheet.png')}; everything else is beside it (record.txt, crops, features, predictions.csv)`,
  ].join('\n');
}
