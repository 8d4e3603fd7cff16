import type { NameTable } from './plain-table';

/** No image of the table goes by this name. */
export const UNKNOWN = -1;
/** Several images of the table could be meant. */
export const AMBIGUOUS = -2;

/**
 * Finds the image that a pair file means by a name. In this order: the name as it stands; both names without `_cropped`;
 * the base names up to the first dot, without `_cropped` (`images/12_cropped.jpg` is the image `12`, or the other way
 * round). A name that fits several images by the last two rules fits none.
 */
export class ImageResolver {
  readonly #images: readonly string[];
  readonly #ids: Pick<NameTable, 'find'>;
  #looser: Map<string, number>[] | undefined;

  constructor(images: readonly string[], ids: Pick<NameTable, 'find'>) {
    this.#images = images;
    this.#ids = ids;
  }

  /** The number of the image that bytes[start, end) names, or UNKNOWN or AMBIGUOUS. */
  resolve(bytes: Uint8Array, start: number, end: number): number {
    const exact = this.#ids.find(bytes, start, end);
    if (exact >= 0) return exact;
    const name = Buffer.from(bytes.subarray(start, end)).toString('utf8').trim();
    const trimmed = Buffer.from(name, 'utf8');
    const found = this.#ids.find(trimmed, 0, trimmed.length);
    if (found >= 0) return found;
    this.#looser ??= [index(this.#images, uncropped), index(this.#images, base)];
    const [byUncropped, byBase] = this.#looser;
    return byUncropped?.get(uncropped(name)) ?? byBase?.get(base(name)) ?? UNKNOWN;
  }
}

function index(images: readonly string[], key: (name: string) => string): Map<string, number> {
  const found = new Map<string, number>();
  images.forEach((name, number) => found.set(key(name), found.has(key(name)) ? AMBIGUOUS : number));
  return found;
}

const uncropped = (name: string): string => name.replace(/_cropped(?=\.[^./\\]*$|$)/, '');

function base(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = file.indexOf('.', 1);
  return uncropped(dot < 0 ? file : file.slice(0, dot));
}
