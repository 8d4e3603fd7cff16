import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { cropRecords } from '@fairface/crop';
import { extractFeatures, loadFeatures } from '@fairface/features';
import { InputError, readTable, runJob, writeFileAtomic } from '@fairface/io';
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
  /** Images left out because the table has no value in one of the columns asked for. */
  unlabelled: number;
  /** The attributes table. */
  table: string;
}

/**
 * Faces of a folder with `attributes.csv` (path, subject and attributes) and `record.txt` (landmarks), cropped and described
 * by face-api. Crops and features are kept in `work`, so that a second run starts at once. Where the table has a column
 * `race`, `race2` (white, other) and `race4` (white, black, asian, other) are made of it, unless it has them itself.
 *
 * @param needed attributes that must be columns; images without a value of one are left out
 * @throws InputError where the folder lacks one of the two files or the table a column, or has an image twice, `work` is of another folder, or no image
 * has a feature.
 */
export async function loadFaces(folder: string, work: string, needed: readonly string[]): Promise<FaceSet> {
  const { table, records } = facesFolder(folder);
  const rowsOfTable = await readFaces(table, needed);
  await keepToOneFolder(folder, work);
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
  let [missing, unlabelled] = [0, 0];
  for (const face of rowsOfTable) {
    const at = rowOf.get(face.path) ?? rowOf.get(cropName(face.path));
    if (at === undefined) missing++;
    else if (needed.some((name) => !face.attributes[name])) unlabelled++;
    else {
      rows.push(at);
      images.push(face);
    }
  }
  if (images.length === 0) throw noFaces(table, records, rowsOfTable[0]?.path, image.names[0]);
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
    missing,
    unlabelled,
    table,
  };
}

/** Crops and features in `work` are those of one folder: files of another may have the same names. */
async function keepToOneFolder(folder: string, work: string): Promise<void> {
  const note = join(work, 'data.txt');
  const own = await realpath(folder);
  const other = await readFile(note, 'utf8').then(
    (text) => text.trim(),
    () => own,
  );
  if (other !== own) {
    throw new InputError({
      code: 'other-data',
      file: note,
      message: 'the folder holds crops and features of other images',
      expected: own,
      found: other,
      hint: 'Name another folder with --out',
    });
  }
  await writeFileAtomic(note, `${own}\n`);
}

/** The rows of the table. */
async function readFaces(table: string, needed: readonly string[]): Promise<FaceSet['images']> {
  const faces: FaceSet['images'] = [];
  const lineOf = new Map<string, number>();
  for await (const { line, row } of readTable(table, { columns: ['path', 'subject'] })) {
    const { path = '', subject = '', ...own } = row;
    const first = lineOf.get(path);
    if (first !== undefined) {
      const message = `the image ${path} is there twice`;
      throw new InputError({ code: 'duplicate-item', file: table, line, message, hint: `It is in line ${first} too` });
    }
    lineOf.set(path, line);
    faces.push({ path, subject, attributes: { ...coarse(own['race']), ...own } });
  }
  const columns = Object.keys(faces[0]?.attributes ?? {});
  const absent = needed.filter((name) => !columns.includes(name));
  if (absent.length === 0) return faces;
  throw new InputError({
    code: 'missing-column',
    file: table,
    line: 1,
    message: `there is no column ${absent.map((name) => `"${name}"`).join(', ')} to make groups of`,
    expected: 'columns named by --coarse and --fine (race2 and race4 are made of a column race)',
    found: columns.length === 0 ? 'no rows' : columns.join(','),
    hint: 'Name columns of the table, for instance --coarse gender --fine gender,race',
  });
}

function noFaces(table: string, records: string, path = 'nothing', feature = 'nothing'): InputError {
  return new InputError({
    code: 'no-faces',
    file: table,
    message: `none of its images has a feature from ${records}`,
    expected: 'the same paths in both, relative to their folder, and a value in every column that makes groups',
    found: `${path} in the table, ${feature} among the crops`,
  });
}

/** Race in two values and in four, so that groups hold enough people. */
function coarse(race: string | undefined): Record<string, string> {
  if (race === undefined) return {};
  if (race === '') return { race2: '', race4: '' };
  return { race2: race2(race), race4: ['white', 'black', 'asian'].includes(race) ? race : 'other' };
}
