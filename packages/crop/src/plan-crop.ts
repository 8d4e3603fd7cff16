import { dirname, join, relative, resolve } from 'node:path';
import { type JobReject, makeFolder } from '@fairface/io';
import { goesDown, reallyWithin, staysWithin } from './confine';
import type { CropTask } from './cropper';
import type { FaceRecord } from './face-record';
import { type CropFormat, OutputNamer } from './output-namer';
import type { RecordLine } from './read-records';
import { writeFailure, type WriteFailure } from './write-failure';

/** Where photographs are and where crops go: real, absolute paths. */
export interface CropPlaces {
  /** The record file, for messages. */
  records: string;
  root: string;
  /** Undefined: beside each photograph. */
  out: string | undefined;
  allowOutside: boolean;
  format: CropFormat;
}

/** What is to be done for one line of the record file. */
export type PlannedCrop =
  { type: 'task'; line: number; item: string; task: CropTask } | JobReject | Extract<WriteFailure, { type: 'fatal' }>;

/** Decides for each record, in the order of the file, where its crop goes. */
export class CropPlanner {
  readonly #places: CropPlaces;
  readonly #namer: OutputNamer;
  readonly #folders = new Map<string, Promise<'inside' | 'outside' | WriteFailure>>();

  constructor(places: CropPlaces) {
    this.#places = places;
    this.#namer = new OutputNamer(places.format);
  }

  async plan(line: RecordLine): Promise<PlannedCrop> {
    if ('reject' in line) return { type: 'reject', ...line.reject };
    const { records, root, out, allowOutside } = this.#places;
    const item = line.record.path;
    const reject = (reason: string, detail: string): JobReject => {
      return { type: 'reject', item, reason, detail: `${records}:${line.line}: ${detail}` };
    };
    if (!allowOutside && !goesDown(item)) {
      return reject(
        'outside-root',
        'an absolute path, or one with "..", may lead out of the root; allowed by --allow-outside',
      );
    }
    const source = resolve(root, item);
    const target = this.#namer.next(this.#beside(source));
    const folder = dirname(target);
    const place = this.#folders.get(folder) ?? this.#prepare(folder);
    this.#folders.set(folder, place);
    const found = await place;
    if (found === 'inside') {
      return { type: 'task', line: line.line, item, task: { source, target, face: faceOf(line.record) } };
    }
    if (found === 'outside') return reject('outside-root', `${folder} is a link that leads out of ${out ?? root}`);
    return found.type === 'fatal' ? found : reject(found.reason, found.detail);
  }

  /** The photograph's path, or the same path under `out`; one from outside the root keeps all its folders there. */
  #beside(source: string): string {
    const { root, out } = this.#places;
    if (out === undefined) return source;
    return join(out, staysWithin(root, source) ? relative(root, source) : source);
  }

  async #prepare(folder: string): Promise<'inside' | 'outside' | WriteFailure> {
    const { root, out, allowOutside } = this.#places;
    try {
      if (!allowOutside && !(await reallyWithin(out ?? root, folder))) return 'outside';
      if (out !== undefined) await makeFolder(folder);
      return 'inside';
    } catch (error) {
      return writeFailure(error);
    }
  }
}

function faceOf(record: FaceRecord): CropTask['face'] {
  return record.kind === 'box' ? { kind: 'box', box: record.box } : { kind: record.kind, points: record.points };
}
