import { randomStream } from '../uncertainty/random';
import { countRepeats } from './count-repeats';

/** As `countRepeats`, by looking at each pair's name. */
function countByName(left: Int32Array, right: Int32Array) {
  const seen = new Set<string>();
  const repeats = { duplicated: 0, mirrored: 0 };
  left.forEach((a, n) => {
    const b = right[n] ?? NaN;
    if (seen.has(`${String(a)} ${String(b)}`)) repeats.duplicated++;
    else if (seen.has(`${String(b)} ${String(a)}`)) repeats.mirrored++;
    seen.add(`${String(a)} ${String(b)}`);
  });
  return repeats;
}

describe('countRepeats', () => {
  it.each([
    ['few images', 6, 40],
    ['more pairs and images than a program looks at together', 5000, 70_000],
  ])('counts pairs that came before in either order: %s', (_, images, length) => {
    const random = randomStream(images);
    const image = () => Math.floor(random() ** 3 * (images - 1));
    const left = Int32Array.from({ length }, image);
    // The last image is in a pair, too.
    const right = left.map((other, n) => (n === 0 ? images - 1 : (other + 1 + image()) % images));
    const repeats = countByName(left, right);
    expect(Math.min(repeats.duplicated, repeats.mirrored)).toBeGreaterThan(0);
    expect(countRepeats({ left, right }, images)).toEqual(repeats);
  });
});
