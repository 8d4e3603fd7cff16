import golden from '../fixtures/optimizer.json';
import { createSchedule, type ScheduleOptions } from './create-schedule';

const { base, end, totalSteps, milestones, gamma } = golden.schedule;

const optionsOf = (name: string): ScheduleOptions => {
  const common = { learningRate: base, end, steps: totalSteps };
  if (name === 'step') return { type: 'step', learningRate: base, milestones, gamma };
  if (name === 'cosine') return { type: 'cosine', ...common };
  return { type: 'polynomial', ...common, power: Number(/\d+$/.exec(name)?.[0]) };
};

describe('createSchedule', () => {
  for (const { name, warmupSteps, learningRates, warmupFromZero } of golden.schedules) {
    it(`gives the golden rates: ${name}, ${warmupSteps} warm-up steps`, () => {
      const rate = createSchedule({ ...optionsOf(name), warmupSteps });
      expect(learningRates.length).toBeGreaterThan(totalSteps);
      learningRates.forEach((expected, step) => expect(rate(step)).toBeCloseTo(expected, 14));
      if (warmupFromZero === null) return;
      const fromZero = createSchedule({ ...optionsOf(name), warmupSteps, warmupFrom: 'zero' });
      warmupFromZero.forEach((expected, step) => expect(fromZero(step)).toBeCloseTo(expected, 14));
    });
  }

  it('is constant where nothing else is asked for', () => {
    const rate = createSchedule({ learningRate: 0.3, warmupSteps: 3 });
    expect([0, 1, 2, 3, 1e6].map(rate)).toEqual([0.1, 0.2, 0.3, 0.3, 0.3].map((value) => expect.closeTo(value, 14)));
  });

  it('ends at 0 by default', () => {
    expect(createSchedule({ type: 'polynomial', learningRate: 1, steps: 10 })(10)).toBe(0);
  });

  it.each<[ScheduleOptions, string]>([
    [{ learningRate: 0 }, 'expected learningRate above 0, found 0'],
    [{ learningRate: NaN }, 'expected learningRate above 0, found NaN'],
    [{ learningRate: 0.1, end: 0.2 }, 'expected end between 0 and learningRate (0.1), found 0.2'],
    [{ type: 'cosine', learningRate: 0.1 }, 'expected steps above warmupSteps (0), found undefined'],
    [
      { type: 'polynomial', learningRate: 0.1, steps: 5, warmupSteps: 5 },
      'expected steps above warmupSteps (5), found 5',
    ],
    [{ learningRate: 0.1, warmupSteps: 1.5 }, 'expected warmupSteps as a whole number of at least 0, found 1.5'],
  ])('refuses %j', (options, message) => {
    expect(() => createSchedule(options)).toThrow(message);
  });
});
