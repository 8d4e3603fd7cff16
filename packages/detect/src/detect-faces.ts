import { resolve } from 'node:path';
import { formatRecord, type Point } from '@fairface/crop';
import { ImageError, loadImage, type RgbImage } from '@fairface/image';
import { AtomicFile, type JobEvent, LINE_END, readList, type Reject } from '@fairface/io';
import { chooseFaces, type FaceChoice } from './choose-faces';
import type { DetectedFace, Detector } from './detector';
import { facesTableHeader, facesTablePath, facesTableRows } from './faces-table';
import { Journal, type JournalEntry } from './journal';

export interface DetectFacesOptions {
  /** A folder of photographs, or a list file. */
  source: string;
  /** The record file to write; the faces' boxes, scores and sizes go into a table beside it. */
  out: string;
  detector: Detector;
  /**
   * Folder that the paths of a list are relative to; they are written as they stand in the list.
   * @default the current folder for a list; for a folder, the folder itself
   */
  root?: string;
  /**
   * Which faces of a photograph are kept.
   * @default 'all'
   */
  faces?: FaceChoice;
  /**
   * Candidates below this score, 0 to 1, are rejected.
   * @default 0.5
   */
  minScore?: number;
  /**
   * Faces whose box has a shorter side than this, in pixels, are rejected.
   * @default 32
   */
  minSize?: number;
  /** Ends the job after the current photograph; the same call goes on from there. */
  signal?: AbortSignal;
}

/** What came of a detection job. */
export interface DetectSummary {
  /** Photographs looked at, in this run and the one it resumed. */
  photographs: number;
  /** Of them, finished by an earlier run. */
  resumed: number;
  /** Faces written. */
  faces: number;
  /** Photographs without a face that could be kept. */
  withoutFace: number;
  /** The record file. */
  record: string;
  /** The table of boxes, scores and sizes. */
  table: string;
}

/**
 * Finds the faces of many photographs and writes them as a record file, one face a line, in the order of the source.
 *
 * A photograph that cannot be read, has no face, and every candidate that is too small or too unsure is yielded as a
 * reject. What is finished is kept in a journal beside the output, so that an interrupted job goes on.
 *
 * @throws InputError when the source is missing; the signal's reason when aborted.
 */
export async function* detectFaces(options: DetectFacesOptions): AsyncGenerator<JobEvent, DetectSummary> {
  const { source, out, detector, faces: choice = 'all', minScore = 0.5, minSize = 32, signal } = options;
  const { total, isFolder } = await survey(source);
  const root = options.root ?? (isFolder ? source : '.');
  const identity = { detector: detector.name, source, root, choice, minScore, minSize };
  const { journal, finished } = await Journal.open(out, identity);
  // The source may have changed since: what an earlier run finished is found by its path.
  const earlier = new Map(finished.map((entry) => [entry.path, entry]));

  const summary = { photographs: 0, resumed: 0, faces: 0, withoutFace: 0, record: out, table: facesTablePath(out) };
  const record = await AtomicFile.open(out);
  const table = await AtomicFile.open(summary.table);
  try {
    await table.write(facesTableHeader());
    for await (const { path } of readList(source)) {
      signal?.throwIfAborted();
      let entry = earlier.get(path);
      if (entry === undefined) {
        entry = await detectOne(path, resolve(root, path), { detector, choice, minScore, minSize });
        await journal.add(entry);
      } else summary.resumed += 1;
      summary.photographs += 1;
      summary.faces += entry.faces.length;
      if (entry.faces.length === 0) summary.withoutFace += 1;
      for (const { landmarks } of entry.faces) {
        const points = landmarks.map(([x, y]): Point => [round(x), round(y)]);
        await record.write(`${formatRecord({ path, kind: 'points5', points })}\n`);
      }
      await table.write(facesTableRows(entry));
      for (const reject of entry.rejects) yield { type: 'reject', ...reject };
      yield { type: 'progress', done: summary.photographs, total };
    }
    await table.commit();
    await record.commit();
    await journal.remove();
    return summary;
  } finally {
    await table.abort();
    await record.abort();
  }
}

/** Hundredths of a pixel are more than any detector knows. */
const round = (pixels: number): number => Math.round(pixels * 100) / 100;

async function survey(source: string): Promise<{ total: number; isFolder: boolean }> {
  let total = 0;
  let isFolder = true;
  for await (const { line } of readList(source)) {
    total += 1;
    isFolder &&= line === undefined;
  }
  return { total, isFolder };
}

interface Limits {
  detector: Detector;
  choice: FaceChoice;
  minScore: number;
  minSize: number;
}

async function detectOne(path: string, file: string, limits: Limits): Promise<JournalEntry> {
  if (LINE_END.test(path)) {
    const detail = 'the path has a line break, which no record file can hold. Rename the file';
    return { path, faces: [], rejects: [{ item: path, reason: 'unwritable-path', detail }] };
  }
  let image: RgbImage;
  try {
    image = await loadImage(file);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    return { path, faces: [], rejects: [{ item: path, reason: error.code, detail: error.message }] };
  }
  const candidates = await limits.detector.detect(image);
  const rejects: Reject[] = [];
  const accepted = candidates.filter((face) => {
    const reject = judge(path, face, limits);
    if (reject !== undefined) rejects.push(reject);
    return reject === undefined;
  });
  const faces = chooseFaces(accepted, limits.choice, image);
  if (candidates.length === 0) {
    rejects.push({
      item: path,
      reason: 'no-face',
      detail: `the detector found no face in ${image.width} x ${image.height} pixels`,
    });
  }
  // With one face a photograph, a candidate that lost to a good one is no input left out.
  return { path, faces, rejects: limits.choice !== 'all' && faces.length > 0 ? [] : rejects };
}

function judge(path: string, { box, score }: DetectedFace, { minScore, minSize }: Limits): Reject | undefined {
  const at = `${box.width.toFixed(0)} x ${box.height.toFixed(0)} pixels at (${box.x.toFixed(0)}, ${box.y.toFixed(0)})`;
  if (score < minScore) {
    return { item: path, reason: 'low-score', detail: `score ${score.toFixed(3)} is below ${minScore}: ${at}` };
  }
  if (Math.min(box.width, box.height) < minSize) {
    return { item: path, reason: 'face-too-small', detail: `the shorter side is below ${minSize} pixels: ${at}` };
  }
  return undefined;
}
