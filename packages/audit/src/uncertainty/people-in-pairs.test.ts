import { peopleInPairs } from './people-in-pairs';

it('numbers the persons of pairs in their order and leaves the others out', () => {
  const pairs = (left: number[], right: number[]) => ({
    length: left.length,
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    score: new Float64Array(left.length),
    genuine: new Uint8Array(left.length),
  });
  const data = { subjectOf: Int32Array.of(0, 1, 2, 2, 3, -1, 4), subjects: ['a', 'b', 'c', 'd', 'e'] };
  const found = peopleInPairs(data, [pairs([6, 2], [3, 6]), pairs([1], [2])]);
  expect([...found.subjectOf]).toEqual([-1, 0, 1, 1, -1, -1, 2]);
  expect(found.subjects).toBe(3);
});
