import { readAhead } from './read-ahead';

async function* count(log: string[], end: number, failAt = -1): AsyncGenerator<number> {
  try {
    for (let n = 0; n < end; n++) {
      log.push(`make ${n}`);
      if (n === failAt) throw new Error(`no ${n}`);
      yield n;
    }
  } finally {
    log.push('closed');
  }
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('readAhead', () => {
  it('makes the next item while the last one is used, and not more', async () => {
    const log: string[] = [];
    for await (const n of readAhead(count(log, 3))) {
      await turn();
      log.push(`use ${n}`);
    }
    expect(log).toEqual(['make 0', 'make 1', 'use 0', 'make 2', 'use 1', 'closed', 'use 2']);
  });

  it('makes as many ahead as it is told to', async () => {
    const log: string[] = [];
    for await (const n of readAhead(count(log, 5), 3)) {
      await turn();
      log.push(`use ${n}`);
    }
    expect(log.slice(0, 5)).toEqual(['make 0', 'make 1', 'make 2', 'make 3', 'use 0']);
    expect(log.filter((entry) => entry.startsWith('use'))).toEqual([0, 1, 2, 3, 4].map((n) => `use ${n}`));
  });

  it('throws the error of its source in its turn, after the items before it', async () => {
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      for await (const n of readAhead(count([], 5, 2))) seen.push(n);
    };
    await expect(run()).rejects.toThrow('no 2');
    expect(seen).toEqual([0, 1]);
  });

  it('closes its source when the consumer stops', async () => {
    const log: string[] = [];
    for await (const n of readAhead(count(log, 9))) if (n === 1) break;
    expect(log.at(-1)).toBe('closed');
    expect(log).not.toContain('make 4');
  });
});
