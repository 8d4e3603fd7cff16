import type { ImageData, SKRSContext2D } from '@napi-rs/canvas';
import { fontFamilies } from './font-families';
import { loadCanvas } from './load-canvas';
import type { RgbImage } from './rgb-image';

/** One picture of a contact sheet. */
export interface ContactTile {
  image: RgbImage;
  /** One line below the picture. Left out on a machine without fonts. */
  caption?: string;
  /** Colour of the caption, any CSS colour. */
  captionColour?: string;
  /** Marked with dots, pixels of the image. */
  points?: readonly { x: number; y: number }[];
  /** Outlined, pixels of the image. */
  boxes?: readonly { x: number; y: number; width: number; height: number }[];
}

/** A row of a contact sheet. */
export interface ContactRow {
  /**
   * Height of the row's pictures in pixels.
   * @default 160
   */
  height?: number;
  /** One line above the row. */
  heading?: string;
  tiles: readonly ContactTile[];
}

const GAP = 12;
const LINE = 20;
const COLOURS = { paper: '#ffffff', ink: '#1b1f24', dot: '#00e676', dotEdge: '#003d1f', box: '#ffb300' };

/**
 * Draws rows of pictures with their captions, landmarks and boxes, and gives the PNG file. Pictures are scaled to the
 * height of their row.
 *
 * @throws RangeError when there is no row.
 */
export async function drawContactSheet(rows: readonly ContactRow[]): Promise<Uint8Array> {
  if (rows.length === 0) throw new RangeError('expected at least one row; found none');
  const placed = placeRows(rows);
  const width = Math.max(...placed.map((row) => row.width));
  const height = placed.reduce((sum, row) => sum + row.height, GAP);
  const canvas = loadCanvas().createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = COLOURS.paper;
  context.fillRect(0, 0, width, height);
  let y = GAP;
  for (const row of placed) {
    if (row.heading !== undefined) drawText(context, row.heading, GAP, y + LINE - 6, width - 2 * GAP, 'bold 14px');
    for (const tile of row.tiles) drawTile(context, tile, y + (row.heading === undefined ? 0 : LINE));
    y += row.height;
  }
  return canvas.encode('png');
}

interface PlacedTile extends ContactTile {
  left: number;
  width: number;
  height: number;
}

interface PlacedRow {
  heading?: string;
  tiles: PlacedTile[];
  width: number;
  height: number;
}

function placeRows(rows: readonly ContactRow[]): PlacedRow[] {
  return rows.map(({ height = 160, heading, tiles }) => {
    let left = GAP;
    const placed = tiles.map((tile) => {
      const width = Math.max(1, Math.round((tile.image.width / tile.image.height) * height));
      const at = left;
      left += width + GAP;
      return { ...tile, left: at, width, height };
    });
    const lines = (heading === undefined ? 0 : LINE) + (tiles.some(({ caption }) => caption !== undefined) ? LINE : 0);
    return { heading, tiles: placed, width: left, height: height + lines + GAP };
  });
}

function drawTile(context: SKRSContext2D, tile: PlacedTile, top: number): void {
  const { image, left, width, height, points = [], boxes = [], caption, captionColour } = tile;
  const source = loadCanvas().createCanvas(image.width, image.height);
  source.getContext('2d').putImageData(rgbaOf(image), 0, 0);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, left, top, width, height);
  const scale = height / image.height;
  context.strokeStyle = COLOURS.box;
  context.lineWidth = 2;
  for (const box of boxes) {
    context.strokeRect(left + box.x * scale, top + box.y * scale, box.width * scale, box.height * scale);
  }
  context.fillStyle = COLOURS.dot;
  context.strokeStyle = COLOURS.dotEdge;
  context.lineWidth = 0.75;
  for (const { x, y } of points) {
    context.beginPath();
    context.arc(left + x * scale, top + y * scale, 2, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  if (caption !== undefined) drawText(context, caption, left, top + height + LINE - 6, width, '12px', captionColour);
}

function drawText(
  context: SKRSContext2D,
  text: string,
  left: number,
  baseline: number,
  width: number,
  font: string,
  colour: string = COLOURS.ink,
): void {
  if (fontFamilies().length === 0) return;
  context.font = `${font} sans-serif`;
  context.fillStyle = colour;
  context.fillText(text, left, baseline, width);
}

function rgbaOf({ width, height, data }: RgbImage): ImageData {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; from < data.length; to += 4) {
    rgba[to] = data[from++] as number;
    rgba[to + 1] = data[from++] as number;
    rgba[to + 2] = data[from++] as number;
    rgba[to + 3] = 255;
  }
  return new (loadCanvas().ImageData)(rgba, width, height);
}
