import { join } from 'node:path';
import {
  type ContactRow,
  type ContactTile,
  drawContactSheet,
  ImageError,
  loadImage,
  type RgbImage,
} from '@fairface/image';
import { writeFileAtomic } from '@fairface/io';
import type { Disagreement, LookAlikes } from './label-error';

export interface DrawOptions {
  /** The PNG file. */
  readonly path: string;
  /** Folder that the names of images are relative to. */
  readonly root: string;
  readonly images: readonly string[];
  readonly people: readonly string[];
  /** Other images of a person, most of them left out. */
  readonly imagesOf: (person: number) => readonly number[];
}

/** Errors of a kind that are drawn. */
const ROWS = 25;

/** Images of the same person beside a doubtful one. */
const OWN = 4;

const HEIGHT = 128;
const DOUBT = '#b3261e';

/**
 * Draws likely label errors: a doubtful image, others of its person, and the nearest image of somebody else; then people
 * who are too much alike, some images of each.
 *
 * @returns whether there was a row to draw
 */
export async function drawLabelErrors(
  errors: readonly (Disagreement | LookAlikes)[],
  options: DrawOptions,
): Promise<boolean> {
  const rows: ContactRow[] = [];
  for (const kind of ['disagreement', 'look-alikes'] as const) {
    for (const error of errors.filter((one) => one.kind === kind).slice(0, ROWS)) {
      rows.push(await drawRow(error, options));
    }
  }
  if (rows.length === 0) return false;
  await writeFileAtomic(options.path, await drawContactSheet(rows));
  return true;
}

async function drawRow(error: Disagreement | LookAlikes, options: DrawOptions): Promise<ContactRow> {
  const { people, images } = options;
  const [person, other] = [people[error.person], people[error.otherPerson]];
  const own = options.imagesOf(error.person).filter((image) => image !== error.image);
  if (error.kind === 'disagreement') {
    return {
      height: HEIGHT,
      heading:
        `${images[error.image]}: alike by ${error.own.toFixed(2)} at most with images of ${person}, ` +
        `by ${error.other.toFixed(2)} with one of ${other}`,
      tiles: await Promise.all([
        tile(options, error.image, `${person}?`, DOUBT),
        ...own.slice(0, OWN).map((image) => tile(options, image, String(person))),
        tile(options, error.otherImage, `nearest: ${other}`, DOUBT),
      ]),
    };
  }
  const others = options.imagesOf(error.otherPerson).filter((image) => image !== error.otherImage);
  return {
    height: HEIGHT,
    heading: `${person} and ${other}: ${images[error.image]} and ${images[error.otherImage]} are alike by ${error.other.toFixed(2)}`,
    tiles: await Promise.all([
      ...own.slice(0, 2).map((image) => tile(options, image, String(person))),
      tile(options, error.image, `${person}?`, DOUBT),
      tile(options, error.otherImage, `${other}?`, DOUBT),
      ...others.slice(0, 2).map((image) => tile(options, image, String(other))),
    ]),
  };
}

async function tile(
  { root, images }: DrawOptions,
  image: number,
  caption: string,
  captionColour?: string,
): Promise<ContactTile> {
  const name = images[image] as string;
  const found = (await load(join(root, name))) ?? (await load(join(root, name.replace(/_cropped(?=\.[^.]*$)/, ''))));
  return found === undefined
    ? { image: GREY, caption: `not found: ${name}`, captionColour: DOUBT }
    : { image: found, caption, captionColour };
}

async function load(path: string): Promise<RgbImage | undefined> {
  try {
    return await loadImage(path);
  } catch (error) {
    if (error instanceof ImageError) return undefined;
    throw error;
  }
}

/** Stands for an image that is not there. */
const GREY: RgbImage = { width: 2, height: 2, data: new Uint8Array(12).fill(200) };
