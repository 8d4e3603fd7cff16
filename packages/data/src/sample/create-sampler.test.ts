import fc from 'fast-check';
import { createSampler, type SamplerOptions } from './create-sampler';

/** Labels of people with these numbers of images, in a mixed order. */
function labelsOf(counts: readonly number[]): Int32Array {
  const most = Math.max(...counts);
  const labels: number[] = [];
  for (let n = 0; n < most; n++) counts.forEach((count, person) => n < count && labels.push(person));
  return Int32Array.from(labels);
}

const counts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 12 });
const picksOf = (options: SamplerOptions, steps: number): number[][] => {
  const sampler = createSampler(options);
  return Array.from({ length: steps }, (_, step) => [...sampler.pick(step)]);
};
const numbers = (n: number): number[] => Array.from({ length: n }, (_, at) => at);
const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

describe('createSampler', () => {
  it('epoch: exact batches in which every item comes once an epoch, in another order each epoch', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), fc.nat(), (people, part, seed) => {
        const labels = labelsOf(people);
        const batch = Math.max(1, Math.floor(labels.length / part));
        const epochs = 3;
        const options = { name: 'a', labels, classes: people.length, batch, seed };
        const picks = picksOf(options, Math.ceil((epochs * labels.length) / batch));
        for (const pick of picks) expect(pick).toHaveLength(batch);
        const stream = picks.flat();
        for (let epoch = 0; epoch < epochs; epoch++) {
          const one = stream.slice(epoch * labels.length, (epoch + 1) * labels.length);
          expect(sorted(one)).toEqual(numbers(labels.length));
        }
        expect(createSampler(options).stepsPerEpoch).toBe(Math.ceil(labels.length / batch));
      }),
    );
    const labels = labelsOf([20, 20, 20]);
    const [first, second] = picksOf({ name: 'a', labels, classes: 3, batch: 60, seed: 1 }, 2);
    expect(first).not.toEqual(second);
    expect(first).not.toEqual(picksOf({ name: 'a', labels, classes: 3, batch: 60, seed: 2 }, 1)[0]);
    expect(first).not.toEqual(picksOf({ name: 'b', labels, classes: 3, batch: 60, seed: 1 }, 1)[0]);
  });

  it('people x images: P different people, K images of each, different ones where the person has K', () => {
    fc.assert(
      fc.property(counts, fc.nat({ max: 5 }), fc.integer({ min: 1, max: 4 }), fc.nat(), (given, p, images, seed) => {
        const people = 1 + (p % given.length);
        const labels = labelsOf(given.map((count) => count + images * people)); // never fewer items than a batch
        const sampling = { people, images };
        const batch = people * images;
        const classes = given.length;
        const sampler = createSampler({ name: 'a', labels, classes, batch, sampling, seed });
        const seen: number[] = [];
        for (let step = 0; step < 2 * sampler.stepsPerEpoch; step++) {
          const pick = [...sampler.pick(step)];
          expect(new Set(pick).size).toBe(batch);
          const rows = pick.map((item) => labels[item] ?? -1);
          expect(new Set(rows).size).toBe(people);
          for (let n = 0; n < people; n++) expect(new Set(rows.slice(n * images, (n + 1) * images)).size).toBe(1);
          if (step < sampler.stepsPerEpoch) seen.push(...rows.filter((_, at) => at % images === 0));
        }
        // Within an epoch nobody comes twice, and at most P - 1 people are left over.
        expect(new Set(seen).size).toBe(seen.length);
        expect(classes - seen.length).toBeLessThan(people);
      }),
    );
  });

  it('people x images: repeats the images of a person who has fewer', () => {
    const labels = labelsOf([1, 2, 9]);
    const sampling = { people: 3, images: 4 };
    for (const pick of picksOf({ name: 'a', labels, classes: 3, batch: 12, sampling, seed: 3 }, 5)) {
      const rows = pick.map((item) => labels[item] ?? -1);
      expect(sorted(rows)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
      expect(new Set(pick).size).toBe(1 + 2 + 4);
    }
  });

  it('uniform-people: every person equally often, its images in turns', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 6 }), fc.nat(), (people, size, seed) => {
        const labels = labelsOf(people);
        const batch = size;
        const classes = people.length;
        const rounds = 42; // a multiple of 1, 2, 3, 6 and 7
        const options: SamplerOptions = { name: 'a', labels, classes, batch, seed, sampling: 'uniform-people' };
        const stream = picksOf(options, Math.ceil((classes * rounds) / batch))
          .flat()
          .slice(0, classes * rounds);
        const times = new Int32Array(labels.length);
        for (const item of stream) times[item] = (times[item] ?? 0) + 1;
        people.forEach((count, person) => {
          const own = [...times].filter((_, item) => labels[item] === person);
          expect(own.reduce((sum, n) => sum + n, 0)).toBe(rounds);
          expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(rounds % count === 0 ? 0 : 1);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('shards: what all processes see is what one process with their batches would see, disjoint within an epoch', () => {
    const samplings = fc.constantFrom<SamplerOptions['sampling']>('epoch', 'uniform-people', { people: 2, images: 2 });
    fc.assert(
      fc.property(samplings, fc.integer({ min: 2, max: 3 }), fc.nat(), (sampling, count, seed) => {
        const labels = labelsOf([4, 5, 6, 7, 4, 5, 6, 7, 8, 9, 4, 5]);
        const base = { name: 'a', labels, classes: 12, seed };
        const shards = numbers(count).map((n) =>
          picksOf({ ...base, batch: 4, sampling, shard: { index: n + 1, count } }, 9),
        );
        const wide = typeof sampling === 'object' ? { people: 2 * count, images: 2 } : sampling;
        const whole = picksOf({ ...base, batch: 4 * count, sampling: wide }, 9);
        whole.forEach((pick, step) => expect(shards.flatMap((shard) => shard[step] ?? [])).toEqual(pick));
        if (sampling !== 'epoch') return;
        const steps = Math.floor(labels.length / (4 * count));
        const inEpoch = shards.map((shard) => new Set(shard.slice(0, steps).flat()));
        expect(inEpoch.reduce((sum, set) => sum + set.size, 0)).toBe(steps * 4 * count);
        expect(new Set(inEpoch.flatMap((set) => [...set])).size).toBe(steps * 4 * count);
      }),
      { numRuns: 30 },
    );
  });

  it('gives step k the same batch whatever was asked for before', () => {
    const samplings = fc.constantFrom<SamplerOptions['sampling']>('epoch', 'uniform-people', { people: 2, images: 3 });
    fc.assert(
      fc.property(samplings, fc.array(fc.nat({ max: 200 }), { maxLength: 8 }), fc.nat(), (sampling, steps, seed) => {
        const labels = labelsOf([3, 4, 5, 6, 3]);
        const options = { name: 'a', labels, classes: 5, batch: 6, sampling, seed };
        const used = createSampler(options);
        for (const step of steps) used.pick(step);
        for (const step of steps) expect(used.pick(step)).toEqual(createSampler(options).pick(step));
      }),
    );
  });

  it('refuses what a branch cannot give, and says what it could', () => {
    const labels = labelsOf([2, 2, 2]);
    const base = { name: 'dark', labels, classes: 3, seed: 1 };
    expect(() => createSampler({ ...base, batch: 7 })).toThrow(
      'branch "dark": a batch of 7 is larger than the branch; expected at most 6; found 6 items',
    );
    expect(() => createSampler({ ...base, batch: 4, shard: { index: 1, count: 2 } })).toThrow(
      'a batch of 4 in each of 2 processes is larger than the branch; expected at most 3',
    );
    expect(() => createSampler({ ...base, batch: 4, sampling: { people: 4, images: 1 } })).toThrow(
      'a batch of 4 people is more than the branch has; expected at most 3 people',
    );
    expect(() => createSampler({ ...base, batch: 4, sampling: { people: 2, images: 1 } })).toThrow('batch: 2');
  });
});
