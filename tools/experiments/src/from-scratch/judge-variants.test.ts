import { formatResults } from './format-results';
import { judgeVariants } from './judge-variants';
import type { Face } from './prepare-faces';
import { variants, type Variant } from './variants';

const PEOPLE = 16;

/** Two faces a person, every fourth person in the same group; the last one is trained on. */
const faces: Face[] = Array.from({ length: 2 * PEOPLE }, (_, n) => {
  const person = Math.floor(n / 2);
  const attributes = {
    gender: person % 2 === 0 ? 'female' : 'male',
    race2: person % 4 < 2 ? 'white' : 'other',
    race: 'any',
  };
  return { path: `${n}.jpg`, subject: `p${person}`, attributes, held: person < PEOPLE - 1 };
});
const held = faces.filter((face) => face.held);

/** Each person a direction of its own, or, unknown, every face. */
function vectors(isKnown: boolean) {
  const dimension = held.length;
  const data = new Float32Array(held.length * dimension);
  held.forEach((_, n) => (data[n * dimension + (isKnown ? Math.floor(n / 2) : n)] = 1));
  return { data, dimension };
}

describe('judgeVariants', () => {
  it('compares variants on the people split off alone', () => {
    const [first, second] = variants as [Variant, Variant];
    const runs = [
      { variant: first, vectors: [vectors(true), vectors(true)] },
      { variant: second, vectors: [vectors(false)] },
    ];
    const { judged, data } = judgeVariants(faces, runs);
    expect(data.pairs.length).toBe((held.length * (held.length - 1)) / 2);
    expect(judged.map(({ aucs }) => aucs)).toEqual([[1, 1], [0.5]]);
    const text = formatResults(judged);
    expect(text).toContain('| ArcFace alone | 100.00 (100.00 to 100.00) | 100.00, 100.00 |');
    expect(text).toContain('| all terms, published weights | -50.00 (-50.00 to -50.00) |');
    for (const group of ['female, race2=other', 'female, race2=white', 'male, race2=other', 'male, race2=white']) {
      expect(text).toContain(`FNMR gender=${group}`);
    }
  });
});
