import { setTimeout as wait } from 'node:timers/promises';
import { mapAhead } from './map-ahead';

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) yield n;
}

describe('mapAhead', () => {
  it('gives results in order and never works on more than the limit', async () => {
    let [working, most] = [0, 0];
    const results: number[] = [];
    for await (const result of mapAhead(numbers(20), 3, async (n) => {
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
    const results = mapAhead(numbers(100), 4, async (n) => (started++, n));
    await results.next();
    await wait(5);
    expect(started).toBe(4);
    await results.return(undefined);
  });

  it('throws in its turn, after what was started has ended', async () => {
    let ended = 0;
    const results = mapAhead(numbers(9), 3, async (n) => {
      if (n === 1) throw new Error('one');
      await wait(5);
      ended += 1;
      return n;
    });
    expect(await results.next()).toEqual({ done: false, value: 0 });
    await expect(results.next()).rejects.toThrow('one');
    expect(ended).toBe(3); // 0, 2 and 3
  });

  it('waits for what was started where the consumer stops', async () => {
    let ended = 0;
    for await (const n of mapAhead(numbers(9), 3, async (n) => (await wait(5), ended++, n))) if (n === 1) break;
    expect(ended).toBe(4); // 0 and 1, and the two under way
  });

  it('keeps the order and never has more under way than its depth', async () => {
    let underway = 0;
    let most = 0;
    const items = Array.from({ length: 50 }, (_, n) => n);
    const result: number[] = [];
    const results = mapAhead(items, 4, async (n) => {
      most = Math.max(most, (underway += 1));
      for (let wait = (n * 7) % 5; wait > 0; wait--) await turn();
      underway -= 1;
      return n * n;
    });
    for await (const one of results) result.push(one);
    expect(result).toEqual(items.map((n) => n * n));
    expect(most).toBe(4);
  });

  it('throws the error of a piece of work in its turn', async () => {
    const work = async (n: number): Promise<number> => {
      if (n === 3) throw new Error('no 3');
      return n;
    };
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      for await (const n of mapAhead([0, 1, 2, 3, 4, 5], 3, work)) seen.push(n);
    };
    await expect(run()).rejects.toThrow('no 3');
    expect(seen).toEqual([0, 1, 2]);
  });
});
