import fc from 'fast-check';
import { type FeatureNames, findFeature, indexFeatures } from './feature-index';
import { AMBIGUOUS, MISSING } from './key-table';
import { NameList } from './name-list';

function namesOf(paths: string[]): FeatureNames {
  const list = new NameList();
  for (const path of paths) list.addText(path);
  return { ...list.finish(), rows: Int32Array.from(paths.keys()) };
}

function find(paths: string[], id: string): number {
  const bytes = Buffer.from(`..${id}..`);
  return findFeature(indexFeatures(namesOf(paths)), bytes, 2, bytes.length - 2);
}

/** The rule in its plainest words, with strings. */
function plainly(paths: string[], id: string): number {
  const integer = (text: string): string | undefined => (/^[+-]?\d+$/.test(text) ? String(BigInt(text)) : undefined);
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/s, '');
  const uncropped = (text: string): string => text.replace(/(?<=.)_cropped$/s, '');
  const stem = (path: string): string => path.replace(/\.[^./]*$/s, '');
  const levels: ((path: string) => string | undefined)[] = [
    (path) => path,
    (path) => (/[^/]_cropped$/.test(stem(path)) ? stem(path).slice(0, -8) + path.slice(stem(path).length) : undefined),
    stem,
    base,
    (path) => uncropped(base(path)),
  ];
  for (const key of levels) {
    const rows = paths.flatMap((path, row) => (key(path) === id ? [row] : []));
    if (rows.length > 0) return rows.length === 1 ? (rows[0] ?? NaN) : AMBIGUOUS;
  }
  if (integer(id) === undefined) return MISSING;
  const rows = paths.flatMap((path, row) => (integer(uncropped(base(path))) === integer(id) ? [row] : []));
  return rows.length === 0 ? MISSING : rows.length === 1 ? (rows[0] ?? NaN) : AMBIGUOUS;
}

describe('findFeature', () => {
  it.each([
    ['the exact path', ['a/1.jpg', 'b/1.jpg'], 'b/1.jpg', 1],
    ['the image of a crop', ['a/2_cropped.jpg', 'a/1_cropped.jpg'], 'a/1.jpg', 1],
    ['a path without extension', ['a/1.jpg', 'b/1.jpg'], 'b/1', 1],
    ['a base name', ['a/1.jpg', 'b/2.x.jpg'], '2', 1],
    ['the base name of a crop', ['a/1.jpg', 'b/2_cropped.jpg'], '2', 1],
    ['an integer with leading zeros', ['a/1.jpg', 'b/007.jpg'], '7', 1],
    ['an integer id with leading zeros', ['a/1.jpg', 'b/7.jpg'], '007', 1],
    ['an integer id with a sign', ['a/1.jpg', 'b/-7.jpg'], '-007', 1],
    ['zero, whatever its sign', ['a/1.jpg', 'b/00.jpg'], '-0', 1],
    ['an integer beyond 2^53', ['a/9007199254740993.jpg', 'a/9007199254740992.jpg'], '09007199254740993', 0],
    ['the exact path before a base name', ['x/1.jpg', '1'], '1', 1],
    ['the text before the integer', ['a/7.jpg', 'a/007.jpg'], '007', 1],
    ['the crop before the base name', ['1_cropped.jpg', 'a/1.jpg.jpg'], '1.jpg', 0],
    ['a name in another script', ['顔/一.jpg'], '一', 0],
    ['a shared base name', ['a/1.jpg', 'b/1.jpg'], '1', AMBIGUOUS],
    ['a shared integer', ['a/07.jpg', 'b/007.jpg'], '7', AMBIGUOUS],
    ['a path that is there twice', ['a/1.jpg', 'a/1.jpg'], 'a/1.jpg', AMBIGUOUS],
    ['an unknown id', ['a/1.jpg'], '2', MISSING],
    ['a part of a key', ['a/12.jpg'], '1', MISSING],
    ['no integer', ['a/7.jpg'], '7x', MISSING],
    ['a lone sign', ['a/-.jpg'], '+', MISSING],
  ])('finds %s', (_, paths, id, row) => {
    expect(find(paths, id)).toBe(row);
    expect(plainly(paths, id)).toBe(row);
  });

  const part = fc.constantFrom('a', '1', '01', '001', '-1', '_cropped', '.', '.jpg', '/', '7', 'é');
  const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

  it('agrees with the plain words on all kinds of paths', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 6 }), path, (paths, id) => {
        expect(find(paths, id)).toBe(plainly(paths, id));
      }),
      { numRuns: 5000 },
    );
  });

  it('finds each of many', () => {
    const paths = Array.from({ length: 5000 }, (_, n) => `images/${n}_cropped.jpg`);
    const index = indexFeatures(namesOf(paths));
    for (const [n, path] of paths.entries()) {
      for (const id of [path, `images/${n}.jpg`, `images/${n}_cropped`, `${n}_cropped`, `${n}`, `000${n}`]) {
        const bytes = Buffer.from(id);
        expect(findFeature(index, bytes, 0, bytes.length)).toBe(n);
      }
    }
  });
});
