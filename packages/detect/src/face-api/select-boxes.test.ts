import { selectBoxes } from './select-boxes';

/** Anchors of half the input, at the left, in the middle and at the right. */
const anchors = Float32Array.from([0, 0, 0.5, 0.5, 0.25, 0.25, 0.75, 0.75, 0.5, 0.5, 1, 1]);
const none = new Float32Array(12);
const photograph = { width: 200, height: 100 };
const options = { anchors, photograph, lowestScore: 0.3, maxFaces: 10 };

describe('selectBoxes', () => {
  it('gives anchors in pixels of the longer side, the surest first, without those below the score', () => {
    expect(selectBoxes({ codes: none, scores: Float32Array.from([0.5, 0.25, 0.75]) }, options)).toEqual([
      { box: { x: 100, y: 100, width: 100, height: 100 }, score: 0.75 },
      { box: { x: 0, y: 0, width: 100, height: 100 }, score: 0.5 },
    ]);
  });

  it('shifts by tenths of the anchor and grows by the exponential of fifths', () => {
    const codes = Float32Array.from([0, 0, 0, 0, 1, -2, 5 * Math.log(0.5), 5 * Math.log(0.8), 0, 0, 0, 0]);
    const [found] = selectBoxes({ codes, scores: Float32Array.from([0, 0.9, 0]) }, options);
    // centre (0.5 - 0.1, 0.5 + 0.05), size (0.4, 0.25), of 200 pixels
    const { x = NaN, y = NaN, width = NaN, height = NaN } = found?.box ?? {};
    [40, 85, 80, 50].forEach((value, n) => expect([x, y, width, height][n]).toBeCloseTo(value, 3));
  });

  it('keeps the surer one of two that overlap by more than a half, and not more faces than asked for', () => {
    // The second box moved onto the first: first by a little more than its half, then by less.
    const moved = (tenths: number) => Float32Array.from([0, 0, 0, 0, -tenths, -5, 0, 0, 0, 0, 0, 0]);
    const scores = Float32Array.from([0.6, 0.9, 0.4]);
    const kept = (tenths: number) => selectBoxes({ codes: moved(tenths), scores }, options).map(({ score }) => score);
    expect(kept(1)).toEqual([0.9, 0.6, 0.4].map(Math.fround)); // 0.6 / 1.4 of the union
    expect(kept(2)).toEqual([0.9, 0.4].map(Math.fround)); // 0.7 / 1.3
    expect(selectBoxes({ codes: none, scores }, { ...options, maxFaces: 1 })).toHaveLength(1);
  });
});
