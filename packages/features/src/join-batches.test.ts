import type { EmbeddedBatch } from './embed-batches';
import { joinBatches } from './join-batches';

const reject = (item: number): EmbeddedBatch => ({ rows: [], rejects: [{ item: `${item}`, reason: 'r', detail: '' }] });

/** Batches that end at these seconds. */
async function joined(ends: readonly number[], seconds: number): Promise<string[]> {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now * 1000);
  async function* batches(): AsyncGenerator<EmbeddedBatch> {
    for (const [n, end] of ends.entries()) {
      now = end;
      yield reject(n);
    }
  }
  const all: string[] = [];
  for await (const { rejects } of joinBatches(batches(), seconds)) all.push(rejects.map(({ item }) => item).join());
  return all;
}

describe('joinBatches', () => {
  afterEach(() => jest.restoreAllMocks());

  it('joins those of a second, in their order, and gives the rest at the end', async () => {
    expect(await joined([0.4, 0.8, 1.2, 1.6, 2, 2.4, 2.5], 1)).toEqual(['0,1,2', '3,4,5', '6']);
  });

  it('leaves slow ones alone', async () => {
    expect(await joined([1, 3, 7], 1)).toEqual(['0', '1', '2']);
    expect(await joined([0, 0, 0], 0)).toEqual(['0', '1', '2']);
  });

  it('gives nothing for nothing', async () => {
    expect(await joined([], 1)).toEqual([]);
  });
});
