import { InputError } from '@fairface/io';
import type { Point } from './face-record';

/**
 * Five landmarks from the 68 of the iBUG scheme (counted from 0): the centre of each eye is the mean of its corners, 36
 * and 39, 42 and 45; the tip of the nose is 30; the corners of the mouth are 48 and 54.
 *
 * @throws InputError `wrong-point-count` where there are not 68 points.
 */
export function reduceLandmarks(points68: readonly Point[]): Point[] {
  const [left, leftInner, rightInner, right, nose, mouthLeft, mouthRight] = [36, 39, 42, 45, 30, 48, 54].map(
    (at) => points68[at],
  );
  if (points68.length !== 68 || !left || !leftInner || !rightInner || !right || !nose || !mouthLeft || !mouthRight) {
    throw new InputError({
      code: 'wrong-point-count',
      message: 'these are not the landmarks of one face',
      expected: '68 points',
      found: `${points68.length}`,
    });
  }
  return [middle(left, leftInner), middle(rightInner, right), nose, mouthLeft, mouthRight];
}

const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
