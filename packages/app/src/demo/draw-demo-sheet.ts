import { join } from 'node:path';
import { type FaceRecord, type FaceTemplate, similarityTransform } from '@fairface/crop';
import type { Box } from '@fairface/detect';
import { type ContactRow, drawContactSheet, loadImage } from '@fairface/image';
import type { DemoFace } from './demo-pairs';

/** A face on the contact sheet. */
export interface SheetFace extends DemoFace {
  record: FaceRecord & { kind: 'points5' };
  /** Similarity of each disturbed copy to the crop, by the name of the disturbance. */
  similarities: Record<string, number>;
  /** The most similar other face. */
  nearest: { crop: string; similarity: number } | undefined;
}

export interface SheetOptions {
  faces: readonly SheetFace[];
  /** The photographs' folder, and the boxes of their faces by path. */
  photographs: { root: string; boxes: ReadonlyMap<string, readonly Box[]> };
  /** Folder that crops and copies are relative to. */
  out: string;
  template: FaceTemplate;
  /** Similarities from here on count as the same face. */
  threshold: number;
}

const GOOD = '#1a7f37';
const BAD = '#cf222e';

/**
 * The demo's contact sheet: the photographs with every face and its landmarks, then a row a face - the crop with its
 * landmarks, the disturbed copies with their similarity, and the other face that is most like it.
 */
export async function drawDemoSheet({
  faces,
  photographs,
  out,
  template,
  threshold,
}: SheetOptions): Promise<Uint8Array> {
  const rows: ContactRow[] = [];
  const paths = [...photographs.boxes.keys()];
  for (let start = 0; start < paths.length; start += 3) {
    const tiles = paths.slice(start, start + 3).map(async (path) => ({
      image: await loadImage(join(photographs.root, path)),
      caption: path,
      boxes: photographs.boxes.get(path),
      points: faces.filter((face) => face.record.path === path).flatMap(({ record }) => record.points.map(xy)),
    }));
    rows.push({ height: 300, heading: start === 0 ? 'Photographs' : undefined, tiles: await Promise.all(tiles) });
  }
  for (const [n, { crop, copies, record, similarities, nearest }] of faces.entries()) {
    const { a, b, tx, ty } = similarityTransform(record.points, template.points);
    const points = record.points.map(([x, y]) => ({ x: a * x - b * y + tx, y: b * x + a * y + ty }));
    const tiles = [{ image: await loadImage(join(out, crop)), points, caption: `face ${n + 1}: ${record.path}` }];
    for (const [kind, copy] of Object.entries(copies)) {
      const similarity = similarities[kind] ?? NaN;
      const colour = similarity >= threshold ? GOOD : BAD;
      tiles.push({ ...(await tile(out, copy, `${kind} ${similarity.toFixed(3)}`, colour)), points: [] });
    }
    if (nearest !== undefined) {
      const colour = nearest.similarity < threshold ? GOOD : BAD;
      tiles.push({
        ...(await tile(out, nearest.crop, `nearest other ${nearest.similarity.toFixed(3)}`, colour)),
        points: [],
      });
    }
    rows.push({
      heading:
        n === 0
          ? `Faces, their disturbed copies and the nearest other face: the same from similarity ${threshold.toFixed(3)} on`
          : undefined,
      tiles,
    });
  }
  return drawContactSheet(rows);
}

async function tile(root: string, path: string, caption: string, captionColour: string) {
  return { image: await loadImage(join(root, path)), caption, captionColour };
}

const xy = ([x, y]: readonly [number, number]): { x: number; y: number } => ({ x, y });
