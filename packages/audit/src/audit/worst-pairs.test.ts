import { groupImages } from '../fairness/group-images';
import { verificationDataFromRecords } from '../read/verification-data-from-records';
import { worstPairs } from './worst-pairs';

/** Three images of each of three people; pairs in rising order of their scores. */
const images = ['a', 'b', 'c'].flatMap((subject) =>
  [1, 2, 3].map((n) => ({ id: `${subject}${n}`, subject, attributes: { g: subject } })),
);
const pair = (id1: string, id2: string, score: number) => ({ id1, id2, score });
const data = verificationDataFromRecords(images, [
  pair('a1', 'a2', 0.1),
  pair('a3', 'a1', 0.2),
  pair('b1', 'b2', 0.3),
  pair('b1', 'c1', 0.4),
  pair('a2', 'b2', 0.5),
  pair('a1', 'b1', 0.6),
  pair('b3', 'a1', 0.7),
]);
const grouping = groupImages(data, ['g']);

it('lists the worst pairs first, of the same people one each', () => {
  const { falseMatches, falseNonMatches } = worstPairs(data, grouping);
  expect(falseMatches.map(({ image1, image2, score }) => [image1, image2, score])).toEqual([
    ['b3', 'a1', 0.7],
    ['b1', 'c1', 0.4],
  ]);
  expect(falseMatches[0]?.groups).toEqual(['g=b', 'g=a']);
  expect(falseNonMatches.map(({ image1, image2 }) => [image1, image2])).toEqual([
    ['a1', 'a2'],
    ['b1', 'b2'],
  ]);
  expect(worstPairs(data, grouping, 1).falseMatches).toHaveLength(1);
});
