import type { Reject } from '@fairface/io';
import { formatFeatureLine } from './format-feature-line';
import type { FeatureFormat } from './job-identity';

/** The features of one image. */
export interface FeatureRow {
  path: string;
  /** Of the image, `[D]`. */
  image: Float32Array;
  /** Of its left-right mirror image, `[D]`. */
  mirror: Float32Array;
  /** `[D]` */
  mean: Float32Array;
}

/** Names of the three features of an image, as the reference calls them. */
export const KINDS = ['noFlip', 'Flip', 'mean'] as const;

/**
 * The files of a job, without their prefix: the three feature files; for `.npy` also their three files of names; and the
 * images that were left out, one JSON object a line, so that a later run can tell of them again.
 */
export function outputNames(format: FeatureFormat): string[] {
  const files =
    format === 'text' ? [...KINDS] : [...KINDS.map((kind) => `${kind}.npy`), ...KINDS.map((kind) => `${kind}.npy.txt`)];
  return [...files, 'rejected.jsonl'];
}

/** All files of a job: those of {@link outputNames}, and the record of where they came from. */
export function fileNames(prefix: string, format: FeatureFormat): string[] {
  return [...outputNames(format), 'json'].map((name) => `${prefix}.${name}`);
}

/** What rows and rejects add to the files of {@link outputNames}, in their order. */
export function encodeOutputs(
  format: FeatureFormat,
  rows: readonly FeatureRow[],
  rejects: readonly Reject[],
): Uint8Array[] {
  const features = format === 'text' ? encodeText(rows) : encodeNpy(rows);
  return [...features, lines(rejects.map((reject) => JSON.stringify(reject)))];
}

function encodeText(rows: readonly FeatureRow[]): Buffer[] {
  return [
    lines(rows.map(({ path, image }) => formatFeatureLine(path, image))),
    lines(rows.map(({ path, mirror }) => formatFeatureLine(path, mirror))),
    lines(rows.map(({ path, mean }) => formatFeatureLine(path, mean, 'shortest'))),
  ];
}

function encodeNpy(rows: readonly FeatureRow[]): Buffer[] {
  const vectors = [rows.map((row) => row.image), rows.map((row) => row.mirror), rows.map((row) => row.mean)];
  const names = lines(rows.map(({ path }) => path));
  return [...vectors.map((list) => Buffer.concat(list.map(bytesOf))), names, names, names];
}

/** The bytes of float32 values; little endian, as every processor that Node runs on here. */
export function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

const NEWLINE = Buffer.from('\n');

function lines(content: (Uint8Array | string)[]): Buffer {
  return Buffer.concat(content.flatMap((line) => [typeof line === 'string' ? Buffer.from(line) : line, NEWLINE]));
}
