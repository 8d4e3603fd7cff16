import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadImage } from '@fairface/image';
import { type JobEvent, runJob } from '@fairface/io';
import { cropFace } from './crop-face';
import type { CropRecordsOptions } from './crop-options';
import { cropRecords, cropRecordsWith } from './crop-records';
import { TEMPLATES } from './load-template';
import { parseRecord } from './parse-record';
import { listed, photograph, poolOf } from './testing/crop-job';
import { difference } from './testing/golden';

const POINTS = '30 40 70 42 50 60 35 80 66 81';
let folder: string;
let records: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crop-'));
  records = join(folder, 'record.txt');
  await mkdir(join(folder, 'photos', 'b'), { recursive: true });
  for (const [at, name] of ['1.jpg', '2.jpg', 'b/1.jpg', 'my best.jpg'].entries()) {
    await writeFile(join(folder, 'photos', name), await photograph(at));
  }
});
afterEach(() => rm(folder, { recursive: true }));

async function crop(lines: string[] | undefined, options: Partial<CropRecordsOptions> = {}, job = cropRecords) {
  if (lines) await writeFile(records, lines.map((line) => `${line}\n`).join(''));
  const events: JobEvent[] = [];
  const run = job({ records, root: join(folder, 'photos'), out: join(folder, 'out'), workers: 1, ...options });
  const summary = await runJob(run, (event) => void events.push(event));
  const rejects = events.flatMap((event) => (event.type === 'reject' ? [event] : []));
  return { summary, events, rejects, reasons: rejects.map(({ reason }) => reason) };
}

const noSpace = () => {
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
};

describe('cropRecords, in worker threads', () => {
  it('crops every face and lists the crops in the order of the records', async () => {
    const lines = [`2.jpg ${POINTS}`, `b/1.jpg 50 60 40 50`, `"my best.jpg" ${POINTS}`, `1.jpg ${POINTS}`];
    const { summary, events } = await crop(lines, { workers: 2 });
    const list = join(folder, 'out', 'crops.list');
    expect(summary).toEqual({ records: 4, crops: 4, kept: 0, rejected: 0, list });
    expect(await readFile(list, 'utf8')).toBe(
      '2_cropped.jpg\t\nb/1_cropped.jpg\t\nmy best_cropped.jpg\t\n1_cropped.jpg\t\n',
    );
    expect(await listed(list)).toEqual(['2_cropped.jpg', 'b/1_cropped.jpg', 'my best_cropped.jpg', '1_cropped.jpg']);
    expect(events.at(-1)).toEqual({ type: 'progress', done: 4, total: 4 });
    for (const [at, path] of (await listed(list)).entries()) {
      const record = parseRecord(lines[at] ?? '');
      const image = await loadImage(join(folder, 'photos', record.path));
      const expected = cropFace(image, record, TEMPLATES.seed256);
      expect(difference(await loadImage(join(folder, 'out', path)), expected).mean).toBeLessThan(2);
    }
  });

  it('says beside the list how the crops were made', async () => {
    await crop([`1.jpg ${POINTS}`, `none.jpg ${POINTS}`], { template: 'arcface112', quality: 90 });
    expect(JSON.parse(await readFile(join(folder, 'out', 'crops.list.json'), 'utf8'))).toEqual({
      template: TEMPLATES.arcface112,
      size: 112,
      format: 'jpg',
      quality: 90,
      margin: 10,
      source: expect.stringMatching(/^[0-9a-f]{64}$/),
      since: expect.stringMatching(/^\d{4}-.*Z$/),
      finished: true,
      records: 2,
      crops: 1,
      rejected: 1,
    });
  });

  it('leaves out what cannot be cropped, with the reason and the line, and crops the rest', async () => {
    await writeFile(join(folder, 'photos', 'text.jpg'), 'this is text');
    await writeFile(join(folder, 'photos', 'empty.jpg'), '');
    await writeFile(join(folder, 'photos', 'half.jpg'), (await photograph(1)).subarray(0, 700));
    const header = '89504e470d0a1a0a0000000d4948445200004e2000004e200802000000b0dc28b6';
    await writeFile(join(folder, 'photos', 'huge.png'), Buffer.from(header, 'hex'));
    const { summary, rejects } = await crop([
      `text.jpg ${POINTS}`,
      `empty.jpg ${POINTS}`,
      `half.jpg ${POINTS}`,
      `huge.png ${POINTS}`,
      `none.jpg ${POINTS}`,
      '1.jpg 1 2 3 4 5 6 7 8 9',
      '1.jpg 900 900 20 20',
      `1.jpg ${POINTS}`,
    ]);
    expect(summary).toMatchObject({ records: 8, crops: 1, rejected: 7 });
    expect(rejects.map(({ item, reason }) => [item.replace(folder, ''), reason])).toEqual([
      ['text.jpg', 'not-an-image'],
      ['empty.jpg', 'empty-file'],
      ['half.jpg', 'truncated'],
      ['huge.png', 'too-many-pixels'],
      ['none.jpg', 'missing-file'],
      ['/record.txt:6', 'wrong-number-count'],
      ['1.jpg', 'outside-image'],
    ]);
    expect(rejects[3]?.detail).toBe(
      `${records}:4: ${join(folder, 'photos', 'huge.png')}: expected at most 100000000 pixels; found 20000 x 20000. ` +
        'Shrink the image or raise maxPixels',
    );
    expect(await listed(summary.list)).toEqual(['1_2_cropped.jpg']); // its number does not hang on the reject before
  });

  it('ends with its workers when it is interrupted, and resumes', async () => {
    const lines = Array.from({ length: 200 }, () => `1.jpg ${POINTS}`);
    const stop = new AbortController();
    await writeFile(records, lines.join('\n'));
    const job = cropRecords({
      records,
      root: join(folder, 'photos'),
      out: join(folder, 'out'),
      workers: 1,
      signal: stop.signal,
    });
    await job.next();
    stop.abort();
    await expect(job.next()).rejects.toMatchObject({ name: 'AbortError' });
    const files = readdirSync(join(folder, 'out'));
    expect(files.filter((name) => !/_cropped\.jpg$/.test(name))).toEqual(['crops.list.json']);
    const made = files.length - 1;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(200);
    const { summary } = await crop(undefined);
    expect(summary).toMatchObject({ crops: 200, kept: made });
    expect(await listed(summary.list)).toHaveLength(200);
  });
});

describe('cropRecords', () => {
  const inThread = (options: CropRecordsOptions) => cropRecordsWith(poolOf(), options);

  it('writes beside the photographs where no other folder is named', async () => {
    const { summary } = await crop(
      [`b/1.jpg ${POINTS}`, `1.jpg ${POINTS}`],
      { out: undefined, format: 'png' },
      inThread,
    );
    expect(summary.list).toBe(join(folder, 'photos', 'crops.list'));
    expect(await listed(summary.list)).toEqual(['b/1_cropped.png', '1_cropped.png']);
    const crops = await loadImage(join(folder, 'photos', 'b', '1_cropped.png'));
    const image = await loadImage(join(folder, 'photos', 'b', '1.jpg'));
    const expected = cropFace(image, parseRecord(`b/1.jpg ${POINTS}`), TEMPLATES.seed256);
    expect(difference(crops, expected).max).toBe(0);
  });

  it('numbers the faces of one photograph', async () => {
    const { summary } = await crop(
      [`1.jpg ${POINTS}`, `1.jpg 50 60 40 40`, `2.jpg ${POINTS}`, `1.jpg 40 60 40 40`],
      {},
      inThread,
    );
    expect(await listed(summary.list)).toEqual([
      '1_cropped.jpg',
      '1_2_cropped.jpg',
      '2_cropped.jpg',
      '1_3_cropped.jpg',
    ]);
  });

  it('keeps crops that are newer than photograph and record file, unless told otherwise', async () => {
    await crop([`1.jpg ${POINTS}`, `2.jpg ${POINTS}`], {}, inThread);
    const made = (await stat(join(folder, 'out', '2_cropped.jpg'))).mtimeMs;
    await truncate(join(folder, 'out', '1_cropped.jpg')); // as after a power cut
    expect((await crop(undefined, {}, inThread)).summary).toMatchObject({ crops: 2, kept: 1 });
    expect((await stat(join(folder, 'out', '2_cropped.jpg'))).mtimeMs).toBe(made);
    expect((await crop(undefined, {}, inThread)).summary).toMatchObject({ crops: 2, kept: 2 });
    const later = new Date(Date.now() + 60_000);
    await utimes(join(folder, 'photos', '1.jpg'), later, later);
    expect((await crop(undefined, {}, inThread)).summary).toMatchObject({ kept: 1 });
    expect((await crop(undefined, { resume: false }, inThread)).summary).toMatchObject({ kept: 0 });
    await utimes(records, later, later);
    expect((await crop(undefined, {}, inThread)).summary).toMatchObject({ kept: 0 });
  });

  it('keeps no crop that other settings made, also where they were changed and interrupted', async () => {
    const lines = Array.from({ length: 40 }, () => `1.jpg ${POINTS}`);
    await crop(lines, {}, inThread);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const root = join(folder, 'photos');
    const job = inThread({ records, root, out: join(folder, 'out'), workers: 1, template: 'arcface112' });
    await job.next();
    await job.return({ records: 0, crops: 0, kept: 0, rejected: 0, list: '' });
    const { summary } = await crop(undefined, { template: 'arcface112' }, inThread);
    expect(summary.kept).toBeGreaterThan(0);
    expect(summary.kept).toBeLessThan(40);
    for (const path of await listed(summary.list)) {
      expect((await loadImage(join(folder, 'out', path))).width).toBe(112);
    }
  });

  it('refuses absolute paths and paths with "..", whether or not they lead out of the root', async () => {
    await writeFile(join(folder, 'secret.jpg'), await photograph(9));
    const lines = [
      `../secret.jpg ${POINTS}`,
      `b/../../secret.jpg ${POINTS}`,
      `${join(folder, 'secret.jpg')} ${POINTS}`,
      `b/../1.jpg ${POINTS}`,
      `${join(folder, 'photos', '1.jpg')} ${POINTS}`,
    ];
    const { reasons, rejects } = await crop(lines, {}, inThread);
    expect(reasons).toEqual(Array(lines.length).fill('outside-root'));
    expect(rejects[0]).toMatchObject({ item: '../secret.jpg', detail: expect.stringContaining(`${records}:1: `) });
    expect(readdirSync(folder).sort()).toEqual(['out', 'photos', 'record.txt', 'secret.jpg']);
  });

  it('takes them where that is allowed, and still writes into the output folder alone', async () => {
    await writeFile(join(folder, 'secret.jpg'), await photograph(9));
    const { summary } = await crop(
      [`../secret.jpg ${POINTS}`, `b/../1.jpg ${POINTS}`],
      { allowOutside: true },
      inThread,
    );
    expect(await listed(summary.list)).toEqual([`${folder.slice(1)}/secret_cropped.jpg`, '1_cropped.jpg']);
    expect(existsSync(join(folder, 'secret_cropped.jpg'))).toBe(false);
    const beside = await crop([`../secret.jpg ${POINTS}`], { allowOutside: true, out: undefined }, inThread);
    expect(await listed(beside.summary.list)).toEqual(['../secret_cropped.jpg']);
  });

  it('reads a photograph through a link but writes through none that leads out', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await mkdir(join(folder, 'out'));
    await symlink(join(folder, 'photos', '1.jpg'), join(folder, 'photos', 'link.jpg'));
    await symlink(elsewhere, join(folder, 'photos', 'away'));
    await symlink(elsewhere, join(folder, 'out', 'b'));
    await writeFile(join(elsewhere, '3.jpg'), await photograph(3));
    const { summary, reasons } = await crop([`link.jpg ${POINTS}`, `b/1.jpg ${POINTS}`], {}, inThread);
    expect([summary.crops, reasons]).toEqual([1, ['outside-root']]);
    const beside = await crop([`away/3.jpg ${POINTS}`], { out: undefined }, inThread);
    expect(beside.reasons).toEqual(['outside-root']);
    expect(readdirSync(elsewhere)).toEqual(['3.jpg']);
  });

  it('does not start where the output folder cannot be written to', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(crop([`1.jpg ${POINTS}`], { out: join(folder, 'file', 'out') }, inThread)).rejects.toMatchObject({
      name: 'InputError',
      code: 'cannot-write',
      message: expect.stringContaining('Write to another folder'),
    });
  });

  it.each([
    [{ records: 'nowhere.txt' }, 'missing-file'],
    [{ root: 'nowhere' }, 'missing-root'],
    [{ template: 'nothing' }, 'unknown-template'],
  ])('does not start with %j', async (options, code) => {
    await expect(crop([`1.jpg ${POINTS}`], options, inThread)).rejects.toMatchObject({ name: 'InputError', code });
    expect(existsSync(join(folder, 'out', 'crops.list'))).toBe(false);
  });

  it.each([{ quality: 0 }, { margin: -1 }, { workers: 0 }])('refuses %j', async (options) => {
    await expect(crop([`1.jpg ${POINTS}`], options, inThread)).rejects.toThrow(RangeError);
  });

  it('stops with one error when the disk is full, and leaves nothing half written', async () => {
    await crop([`1.jpg ${POINTS}`], {}, inThread);
    const before = readdirSync(join(folder, 'out'));
    const destroy = jest.fn(async () => undefined);
    const full = (options: CropRecordsOptions) => cropRecordsWith(poolOf(noSpace, { destroy }), options);
    const events: JobEvent[] = [];
    const lines = Array.from({ length: 100 }, () => `2.jpg ${POINTS}`);
    await writeFile(records, lines.join('\n'));
    const job = runJob(
      full({ records, root: join(folder, 'photos'), out: join(folder, 'out'), workers: 1 }),
      (event) => void events.push(event),
    );
    await expect(job).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringContaining('the disk is full'),
    });
    expect(events).toEqual([]);
    expect(destroy).toHaveBeenCalledTimes(1);
    expect(readdirSync(join(folder, 'out'))).toEqual(before);
    expect(await listed(join(folder, 'out', 'crops.list'))).toEqual(['1_cropped.jpg']);
  });

  it('leaves out a crop whose name cannot be written', async () => {
    await mkdir(join(folder, 'out', '1_cropped.jpg'), { recursive: true });
    const { reasons, summary } = await crop(
      [`1.jpg ${POINTS}`, `2.jpg ${POINTS}`, `no\0thing.jpg ${POINTS}`],
      {},
      inThread,
    );
    expect(reasons[0]).toBe('unwritable-crop');
    expect(reasons).toHaveLength(2);
    expect(summary.crops).toBe(1);
    expect(readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('gives workers no more than they can take, and ends them when its consumer leaves', async () => {
    let [running, most, tasks] = [0, 0, 0];
    const destroy = jest.fn(async () => expect(running).toBe(0));
    const slow = poolOf(undefined, {
      destroy,
      run: async (chunk) => {
        most = Math.max(most, ++running);
        tasks = Math.max(tasks, chunk.length);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running -= 1;
        return chunk.map(() => ({ type: 'made' as const }));
      },
    });
    await writeFile(records, Array.from({ length: 500 }, () => `1.jpg ${POINTS}`).join('\n'));
    const job = cropRecordsWith(slow, { records, root: join(folder, 'photos'), out: join(folder, 'out'), workers: 2 });
    for await (const event of job) if (event.type === 'progress' && event.done > 100) break;
    expect([most, tasks]).toEqual([4, 16]);
    expect(destroy).toHaveBeenCalledTimes(1);
    expect(existsSync(join(folder, 'out', 'crops.list'))).toBe(false);
  });
});
