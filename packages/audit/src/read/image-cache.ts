import { ByteInterner } from './byte-interner';
import type { ImageResolver } from './image-resolver';

/** Stands for a name that was not looked up yet. */
const NOT_ASKED = -3;
/** Ids of up to this many digits are looked up by their value. */
export const MOST_ID_DIGITS = 7;

/** Remembers which image each name of a pair file means; names that are plain whole numbers cost an array access. */
export class ImageCache {
  readonly #resolver: ImageResolver;
  readonly #onNumber: (number: number, image: number) => void;
  readonly #names = new ByteInterner();
  readonly #imageOfName: number[] = [];
  #imageOfNumber = new Int32Array(1 << 12).fill(NOT_ASKED);

  /** @param onNumber is told once of each whole number that names an image */
  constructor(resolver: ImageResolver, onNumber: (number: number, image: number) => void = () => undefined) {
    this.#resolver = resolver;
    this.#onNumber = onNumber;
  }

  /** The image named by bytes[start, end), or UNKNOWN or AMBIGUOUS. */
  image(bytes: Uint8Array, start: number, end: number): number {
    let value = 0;
    let at = start;
    // A leading zero makes another name: 07 is not 7.
    if (end - start <= MOST_ID_DIGITS && bytes[start] !== 48) {
      for (; at < end; at++) {
        const digit = (bytes[at] as number) - 48;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
      }
    }
    if (at < end || start === end) return this.#byName(bytes, start, end);
    if (value >= this.#imageOfNumber.length) this.#grow(value);
    const known = this.#imageOfNumber[value] as number;
    if (known !== NOT_ASKED) return known;
    const image = this.#resolver.resolve(bytes, start, end);
    if (image >= 0) this.#onNumber(value, image);
    return (this.#imageOfNumber[value] = image);
  }

  #byName(bytes: Uint8Array, start: number, end: number): number {
    const number = this.#names.find(bytes, start, end);
    if (number >= 0) return this.#imageOfName[number] as number;
    const image = this.#resolver.resolve(bytes, start, end);
    // Names that mean nothing are not kept: a long file may hold any number of them.
    if (image >= 0) this.#imageOfName[this.#names.add(bytes, start, end)] = image;
    return image;
  }

  #grow(value: number): void {
    const larger = new Int32Array(Math.max(value + 1, this.#imageOfNumber.length * 2)).fill(NOT_ASKED);
    larger.set(this.#imageOfNumber);
    this.#imageOfNumber = larger;
  }
}
