import type { Logger } from 'pino';
import { duration, Progress } from './progress';

describe('duration', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [200, '3 min 20 s'],
    [7500, '2 h 5 min'],
  ])('tells %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('Progress', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tells a line every ten seconds, with speed and time left, without a terminal', () => {
    const lines: string[] = [];
    const logger = { info: (_: object, message: string) => lines.push(message) } as unknown as Logger;
    const progress = new Progress('crop', { logger, quiet: true });
    progress.update(100, 400); // done by an earlier run
    jest.advanceTimersByTime(9_000);
    progress.update(150, 400);
    expect(lines).toEqual([]);
    jest.advanceTimersByTime(1_000);
    progress.update(200, 400);
    progress.update(201, 400);
    progress.stop();
    expect(lines).toEqual(['crop: 200/400, 10.0/s, 20 s left']);
  });
});
