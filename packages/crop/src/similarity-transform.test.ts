import fc from 'fast-check';
import type { Point } from './face-record';
import golden from './fixtures/similarity-transform.json';
import { TEMPLATES } from './load-template';
import { reduceLandmarks } from './reduce-landmarks';
import { similarityTransform } from './similarity-transform';

const asPoints = (points: number[][]): Point[] => points.map(([x = NaN, y = NaN]) => [x, y]);
const names = ['seed256', 'arcface112'] as const;

describe.each(names)('similarityTransform onto %s', (name) => {
  const template = asPoints(golden.templates[name].points);

  it('knows the template', () => {
    expect(TEMPLATES[name]).toMatchObject({ name, size: golden.templates[name].size, points: template });
  });

  it.each(golden.cases.map((golden, at) => [at, golden.note, golden] as const))('gives case %i: %s', (_, __, face) => {
    const expected = face[name];
    const compute = () => similarityTransform(asPoints(face.points), template);
    if (expected === 'skip') return;
    if (typeof expected === 'string') {
      expect(expected).toBe('error');
      expect(compute).toThrow(expect.objectContaining({ code: 'no-transform' }));
      return;
    }
    const { a, b, tx, ty } = compute();
    const [[ea, minusB, etx] = [], [eb, ea2, ety] = []] = expected;
    expect([ea2, minusB]).toEqual([ea, -(eb ?? NaN)]);
    expect(Math.abs(a - (ea ?? NaN))).toBeLessThan(1e-6);
    expect(Math.abs(b - (eb ?? NaN))).toBeLessThan(1e-6);
    expect(Math.abs(tx - (etx ?? NaN))).toBeLessThan(1e-4);
    expect(Math.abs(ty - (ety ?? NaN))).toBeLessThan(1e-4);
  });
});

describe('similarityTransform', () => {
  it('finds any similarity again', () => {
    const part = fc.double({ min: -3, max: 3, noNaN: true });
    const shift = fc.double({ min: -500, max: 500, noNaN: true });
    fc.assert(
      fc.property(part, part, shift, shift, (a, b, tx, ty) => {
        fc.pre(Math.hypot(a, b) > 0.01);
        const { points } = TEMPLATES.seed256;
        const moved = points.map(([x, y]): Point => [a * x - b * y + tx, b * x + a * y + ty]);
        const found = similarityTransform(points, moved);
        expect([found.a, found.b]).toEqual([expect.closeTo(a, 9), expect.closeTo(b, 9)]);
        expect([found.tx, found.ty]).toEqual([expect.closeTo(tx, 6), expect.closeTo(ty, 6)]);
      }),
    );
  });

  it('refuses points that do not match the template and coordinates too large to add', () => {
    const { points } = TEMPLATES.seed256;
    expect(() => similarityTransform(points.slice(1), points)).toThrow('expected 5 points; found 4');
    const huge = points.map(([x, y]): Point => [x * 1e307, y * 1e307]);
    expect(() => similarityTransform(huge, points)).toThrow(expect.objectContaining({ code: 'no-transform' }));
  });
});

describe('reduceLandmarks', () => {
  it.each(golden.reductions)('gives the golden five', ({ points68, points5 }) => {
    expect(reduceLandmarks(asPoints(points68))).toEqual(
      points5.map((point) => point.map((value) => expect.closeTo(value, 9))),
    );
  });

  it('refuses another count', () => {
    expect(() => reduceLandmarks([[1, 2]])).toThrow('expected 68 points; found 1');
  });
});
