import { join } from 'node:path';
import { cropRecords } from '@fairface/crop';
import { extractFeatures, loadFeatures } from '@fairface/features';
import { readTable, runJob } from '@fairface/io';
import { loadFaceApiEmbedder } from '@fairface/model';
import { cropName, facesFolder, race2 } from '../faces-folder';

/** Faces with what is known of them and their frozen features. */
export interface FaceSet {
  /** The images that have features. */
  images: { path: string; subject: string; attributes: Record<string, string> }[];
  /** Length of a feature. */
  dimension: number;
  /** Features of the images and of their mirror images, `[N, D]`, row-major. */
  image: Float32Array;
  mirror: Float32Array;
  /** The feature files: of the images and of their mirror images. */
  files: { image: string; mirror: string };
  /** Images of the table without a feature. */
  missing: number;
}

/**
 * Faces of a folder with `attributes.csv` (path, subject and attributes) and `record.txt` (landmarks), cropped and described
 * by face-api. Crops and features are kept in `work`, so that a second run starts at once.
 *
 * @throws InputError where the folder lacks one of the two files.
 */
export async function loadFaces(folder: string, work: string): Promise<FaceSet> {
  const { table, records } = facesFolder(folder);
  const out = join(work, 'faceapi');
  const crops = await runJob(cropRecords({ records, root: folder, out: join(work, 'crops') }));
  const embedder = await loadFaceApiEmbedder();
  await runJob(extractFeatures({ list: crops.list, root: join(work, 'crops'), out, embedder, format: 'npy' }));
  await embedder.dispose?.();
  const files = { image: join(work, 'faceapi.noFlip.npy'), mirror: join(work, 'faceapi.Flip.npy') };
  const [image, mirror] = [await loadFeatures(files.image), await loadFeatures(files.mirror)];
  const rowOf = new Map(image.names.map((name, row) => [name, row]));
  const rows: number[] = [];
  const images: FaceSet['images'] = [];
  let listed = 0;
  for await (const { row } of readTable(table, { columns: ['path', 'subject'] })) {
    listed++;
    const { path = '', subject = '', ...attributes } = row;
    const at = rowOf.get(path) ?? rowOf.get(cropName(path));
    if (at === undefined) continue;
    rows.push(at);
    images.push({ path, subject, attributes: { ...attributes, ...coarse(attributes['race'] ?? '') } });
  }
  const pick = ({ data, dimension }: { data: Float32Array; dimension: number }): Float32Array => {
    const picked = new Float32Array(rows.length * dimension);
    rows.forEach((row, n) => picked.set(data.subarray(row * dimension, (row + 1) * dimension), n * dimension));
    return picked;
  };
  return {
    images,
    dimension: image.dimension,
    image: pick(image),
    mirror: pick(mirror),
    files,
    missing: listed - images.length,
  };
}

/** Race in two values and in four, so that groups hold enough people. */
function coarse(race: string): { race2: string; race4: string } {
  return {
    race2: race2(race),
    race4: ['white', 'black', 'asian'].includes(race) ? race : 'other',
  };
}
