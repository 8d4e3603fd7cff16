import fc from 'fast-check';
import { ScoreSketch } from './score-sketch';

const score = fc.oneof(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 3 }).map((n) => n / 8),
);

it('gives a threshold that keeps the target with an exact count, and the next one does not', () => {
  fc.assert(
    fc.property(
      fc.array(score, { minLength: 1, maxLength: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (scores, target) => {
        const sketch = new ScoreSketch();
        scores.forEach((value) => sketch.add(value));
        const { threshold, accepted, next } = sketch.thresholdAtShare(target);
        expect(scores.filter((value) => value >= threshold)).toHaveLength(accepted);
        expect(accepted / scores.length).toBeLessThanOrEqual(target);
        if (next > 0) expect((accepted + next) / scores.length).toBeGreaterThan(target);
      },
    ),
    { numRuns: 60 },
  );
});

it('lies within 2^-15 of the best threshold', () => {
  const sketch = new ScoreSketch();
  const scores = Array.from({ length: 1000 }, (_, n) => (((n * 7919) % 1000) - 300) / 700);
  scores.forEach((value) => sketch.add(value));
  const best = [...scores].sort((a, b) => b - a)[99] ?? NaN;
  const { threshold, accepted } = sketch.thresholdAtShare(0.1);
  expect(accepted).toBe(100);
  expect(Math.abs(threshold - best)).toBeLessThanOrEqual(Math.abs(best) * 2 ** -15);
});
