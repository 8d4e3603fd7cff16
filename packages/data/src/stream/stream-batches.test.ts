import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeJpeg } from '@fairface/image';
import { temporaryFolder } from '../testing/temporary-folder';
import { loadPairs } from '../pairs/load-pairs';
import { loadFolderSource } from '../source/load-folder-source';
import { loadListSource } from '../source/load-list-source';
import type { Source } from '../source/source';
import { collect, copy, told } from '../testing/collect-batches';
import { codes, colouredImage, SIDE, WHOLE, writeFaces } from '../testing/face-folder';
import { streamBatches } from './stream-batches';
import type { StreamPlan } from './stream-plan';
import type { TrainBatch } from './train-batch';

const folder = temporaryFolder();
const bytes = SIDE * SIDE * 3;
let faces: Source;

beforeAll(async () => {
  await writeFaces(join(folder, 'faces'), [4, 3, 5, 2, 6]);
  faces = await loadFolderSource(join(folder, 'faces'));
});

describe('streamBatches', () => {
  it('puts the pixels of every item where its name and label are', async () => {
    writeFileSync(join(folder, 'pairs.tsv'), 'p0/0.jpg\tp0/1.jpg\tp0\t0.4\np2/3.jpg\tp2/4.jpg\tp2\t0.5\n');
    const pairs = await loadPairs(join(folder, 'pairs.tsv'), faces);
    const plan: StreamPlan = {
      branches: [
        { name: 'base', source: faces, batch: 6, augment: 'none' },
        { name: 'group', source: faces, batch: 4, augment: 'none', sampling: { people: 2, images: 2 } },
      ],
      pairs: [{ group: 'group', pairs, batch: 2, augment: 'none' }],
      preprocessing: WHOLE,
      seed: 5,
      toStep: 4,
      workers: 2,
    };
    let steps = 0;
    for await (const event of streamBatches(plan)) {
      if (event.type !== 'batch') throw new Error(`unexpected ${event.reason}`);
      const { batch } = event;
      expect(batch.step).toBe(steps++);
      expect(batch.inputs).toHaveLength((6 + 4 + 2 + 2) * bytes);
      expect(batch.waitMs).toBeGreaterThanOrEqual(0);
      const { base, group } = batch.branches;
      const known = (inputs: Uint8Array | Float32Array | undefined, names: string[]) =>
        names.forEach((name, n) => {
          const [, person, image] = /p(\d)\/(\d)/.exec(name) ?? [];
          expect(codes(inputs?.subarray(n * bytes))).toEqual([Number(person), Number(image)]);
        });
      known(base?.inputs, base?.names ?? []);
      known(group?.inputs, group?.names ?? []);
      expect([...(base?.labels ?? [])]).toEqual(base?.names.map((name) => Number(name[1])));
      const pair = batch.pairs['group'];
      known(pair?.left, pair?.names.map(([left]) => left) ?? []);
      known(pair?.right, pair?.names.map(([, right]) => right) ?? []);
      // One piece: branches, then left sides, then right sides.
      expect(pair?.left.byteOffset).toBe(10 * bytes);
      expect(pair?.right.byteOffset).toBe(12 * bytes);
    }
    expect(steps).toBe(4);
  });

  it('goes on from step k as if it had never stopped, with any number of workers', async () => {
    const plan: StreamPlan = {
      branches: [
        { name: 'a', source: faces, batch: 5, augment: 'strong' },
        { name: 'b', source: faces, batch: 3, augment: 'strong', sampling: 'uniform-people' },
      ],
      preprocessing: WHOLE,
      seed: 3,
      toStep: 9,
    };
    const whole = (await collect(plan)).batches;
    const rest = (await collect({ ...plan, fromStep: 5, workers: 1, prefetch: 0 })).batches;
    expect(rest.map(told)).toEqual(whole.slice(5).map(told));
    expect(new Set(whole.map(({ inputs }) => inputs)).size).toBe(9);
    expect((await collect({ ...plan, seed: 4, toStep: 1 })).batches[0]?.inputs).not.toBe(whole[0]?.inputs);
  });

  it('gives two processes the halves of what one process would see, pixels and all', async () => {
    const plan: StreamPlan = {
      branches: [{ name: 'a', source: faces, batch: 6, augment: 'strong' }],
      preprocessing: WHOLE,
      seed: 9,
      toStep: 3,
    };
    const one = (await collect(plan)).batches;
    const half = { ...plan, branches: [{ ...plan.branches[0]!, batch: 3 }] };
    const first = (await collect({ ...half, shard: { index: 1, count: 2 } })).batches;
    const second = (await collect({ ...half, shard: { index: 2, count: 2 } })).batches;
    one.forEach(({ pixels, branches }, n) => {
      const halves = [first[n], second[n]].map((part) => part?.pixels ?? Buffer.alloc(0));
      expect(Buffer.concat(halves).equals(pixels)).toBe(true);
      expect([first[n], second[n]].flatMap((part) => part?.branches[0]?.names)).toEqual(branches[0]?.names);
    });
  });

  it('keeps a batch whole until the next but one is asked for', async () => {
    const stream = streamBatches({
      branches: [{ name: 'a', source: faces, batch: 7, augment: 'none' }],
      preprocessing: WHOLE,
      seed: 1,
      workers: 1,
      prefetch: 3,
    });
    let before: { batch: TrainBatch; text: string } | undefined;
    for (let n = 0; n < 12; n++) {
      const { value } = await stream.next();
      if (value?.type !== 'batch') throw new Error('expected a batch');
      if (before !== undefined) expect(copy(before.batch).inputs).toBe(before.text);
      before = { batch: value.batch, text: copy(value.batch).inputs };
    }
    await stream.return();
  });

  it('makes no more than `prefetch` batches ahead of a slow consumer', async () => {
    let asked = 0;
    const source = { ...faces, item: (n: number) => (asked++, faces.item(n)) };
    const branches = [{ name: 'a', source, batch: 5, augment: 'none' as const }];
    const stream = streamBatches({ branches, preprocessing: WHOLE, seed: 1, workers: 2, prefetch: 3 });
    for (let n = 1; n <= 4; n++) {
      await stream.next();
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(asked).toBe(5 * (n + 3));
    }
    await stream.return();
  });

  it('ends its threads when the consumer stops, breaks or throws', async () => {
    const threads = (): number => (process.report.getReport() as unknown as { workers: unknown[] }).workers.length;
    const plan: StreamPlan = {
      branches: [{ name: 'a', source: faces, batch: 7 }],
      preprocessing: WHOLE,
      seed: 1,
      workers: 2,
    };
    for await (const event of streamBatches(plan)) if (event.type === 'batch' && event.batch.step === 1) break;
    const failing = async () => {
      for await (const event of streamBatches(plan)) throw new Error(event.type);
    };
    await expect(failing()).rejects.toThrow('batch');
    expect(threads()).toBe(0);
    const stream = streamBatches(plan);
    await stream.next();
    expect(threads()).toBe(2);
    await stream.return();
    expect(threads()).toBe(0);
  });

  it('refuses a batch larger than its branch, plans without branches and without preprocessing', async () => {
    const branches = [{ name: 'small', source: faces, batch: 21 }];
    await expect(collect({ branches, preprocessing: WHOLE, seed: 1 })).rejects.toThrow(
      'branch "small": a batch of 21 is larger than the branch; expected at most 20; found 20 items',
    );
    await expect(collect({ branches: [], seed: 1 })).rejects.toThrow('at least one branch');
    await expect(collect({ branches: [{ ...branches[0]!, batch: 2 }], seed: 1 })).rejects.toThrow('preprocessing');
  });

  it('cuts what the model sees as extraction does', async () => {
    writeFileSync(
      join(folder, 'big.jpg'),
      await encodeJpeg(colouredImage(3, 4, 40), { quality: 100, chroma: '4:4:4' }),
    );
    writeFileSync(join(folder, 'big.list'), 'big.jpg\t0\n');
    const source = await loadListSource(join(folder, 'big.list'));
    const { batches } = await collect({
      branches: [{ name: 'a', source, batch: 1, augment: 'none' }],
      preprocessing: { ...WHOLE, templateSize: 32, cut: { x: 4, y: 4, width: 24, height: 24 }, inputSize: 12 },
      seed: 1,
      toStep: 1,
    });
    const pixels = batches[0]?.pixels;
    expect(pixels).toHaveLength(12 * 12 * 3);
    expect(codes(pixels)).toEqual([3, 4]);
  });
});
