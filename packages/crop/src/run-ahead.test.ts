import { setTimeout as wait } from 'node:timers/promises';
import { runAhead } from './run-ahead';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) yield n;
}

describe('runAhead', () => {
  it('gives results in order and never works on more than the limit', async () => {
    let [working, most] = [0, 0];
    const results: number[] = [];
    for await (const result of runAhead(numbers(20), 3, async (n) => {
      most = Math.max(most, ++working);
      await wait((20 - n) % 4);
      working -= 1;
      return n * n;
    })) {
      results.push(result);
    }
    expect(results).toEqual(Array.from({ length: 20 }, (_, n) => n * n));
    expect(most).toBe(3);
  });

  it('waits for a slow consumer', async () => {
    let started = 0;
    const results = runAhead(numbers(100), 4, async (n) => (started++, n));
    await results.next();
    await wait(5);
    expect(started).toBe(4);
    await results.return(undefined);
  });

  it('throws in its turn, after what was started has ended', async () => {
    let ended = 0;
    const results = runAhead(numbers(9), 3, async (n) => {
      if (n === 1) throw new Error('one');
      await wait(5);
      ended += 1;
      return n;
    });
    expect(await results.next()).toEqual({ done: false, value: 0 });
    await expect(results.next()).rejects.toThrow('one');
    expect(ended).toBe(3); // 0, 2 and 3
  });
});
