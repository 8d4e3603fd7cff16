import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '@fairface/image';
import { type JobEvent, runJob } from '@fairface/io';
import { detectFaces, type DetectFacesOptions } from './detect-faces';
import type { DetectedFace, Detector } from './detector';

const folder = mkdtempSync(join(tmpdir(), 'fairface-detect-'));
afterAll(() => rmSync(folder, { recursive: true }));

const face = (x: number, size: number, score: number): DetectedFace => ({
  box: { x, y: 0, width: size, height: size + 2 },
  score,
  landmarks: [0, 1, 2, 3, 4].map((n) => [x + n, n / 3] as const),
});

/** Finds faces by the photograph's width, and counts how often it was asked. */
class FakeDetector implements Detector {
  readonly name = 'fake';
  asked = 0;
  constructor(private readonly byWidth: Record<number, DetectedFace[]>) {}
  detect(image: { width: number }): Promise<DetectedFace[]> {
    this.asked += 1;
    return Promise.resolve(this.byWidth[image.width] ?? []);
  }
  dispose(): void {
    this.asked = 0;
  }
}

async function run(options: DetectFacesOptions) {
  const events: JobEvent[] = [];
  const summary = await runJob(detectFaces(options), (event) => void events.push(event));
  const rejects = events.flatMap((event) => (event.type === 'reject' ? [`${event.item} ${event.reason}`] : []));
  return { summary, events, rejects, record: readFileSync(options.out, 'utf8') };
}

describe('detectFaces', () => {
  const photos = join(folder, 'photos');
  const good = face(1.25, 40, 0.9);
  const big = face(50, 60, 0.8);
  const faces = { 100: [good, big], 101: [face(0, 40, 0.4)], 102: [face(0, 20, 0.9)], 103: [] };

  beforeAll(async () => {
    mkdirSync(join(photos, 'sub dir'), { recursive: true });
    const names = { 'a.png': 100, 'b.png': 101, 'c.png': 102, 'd.png': 103, 'sub dir/e.png': 100 };
    for (const [name, width] of Object.entries(names)) {
      writeFileSync(join(photos, name), await encodePng({ width, height: 80, data: new Uint8Array(width * 80 * 3) }));
    }
    writeFileSync(join(photos, 'broken.jpg'), 'no image');
  });

  it('writes a line a face, the table beside it, and rejects the rest with a reason', async () => {
    const out = join(folder, 'all.txt');
    const { summary, rejects, record, events } = await run({ source: photos, out, detector: new FakeDetector(faces) });
    expect(
      record
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/ .*/, '')),
    ).toEqual(['a.png', 'a.png', '"sub', '"sub']);
    expect(rejects).toEqual(['b.png low-score', 'broken.jpg not-an-image', 'c.png face-too-small', 'd.png no-face']);
    expect(summary).toMatchObject({ photographs: 6, faces: 4, withoutFace: 4, resumed: 0 });
    expect(readFileSync(join(folder, 'all.faces.csv'), 'utf8').split('\n').slice(0, 3)).toEqual([
      'path,face,x,y,width,height,score,size',
      'a.png,1,1.3,0.0,40.0,42.0,0.9000,40.0',
      'a.png,2,50.0,0.0,60.0,62.0,0.8000,60.0',
    ]);
    expect(events.at(-1)).toEqual({ type: 'progress', done: 6, total: 6 });
  });

  it('keeps one face a photograph when asked, and rejects only where none is left', async () => {
    const out = join(folder, 'one.txt');
    const { summary, rejects } = await run({
      source: photos,
      out,
      detector: new FakeDetector(faces),
      faces: 'largest',
    });
    expect(summary.faces).toBe(2);
    expect(rejects).toHaveLength(4);
    expect(readFileSync(join(folder, 'one.faces.csv'), 'utf8')).toContain('a.png,1,50.0');
  });

  it('goes on after an interruption without looking twice, and ends with the same files', async () => {
    const whole = await run({ source: photos, out: join(folder, 'whole.txt'), detector: new FakeDetector(faces) });
    const out = join(folder, 'again.txt');
    const interrupt = new AbortController();
    const first = new FakeDetector(faces);
    const stopped = runJob(detectFaces({ source: photos, out, detector: first, signal: interrupt.signal }), (event) => {
      if (event.type === 'progress' && event.done === 3) interrupt.abort();
    });
    await expect(stopped).rejects.toThrow('aborted');
    expect(first.asked).toBe(2); // of three photographs one could not be read
    const second = new FakeDetector(faces);
    const rest = await run({ source: photos, out, detector: second });
    expect(second.asked).toBe(3);
    expect(rest.summary).toMatchObject({ resumed: 3, photographs: 6 });
    expect(rest.rejects).toEqual(whole.rejects);
    expect(rest.record).toBe(whole.record);
  });

  it('reads a list relative to its root and names a missing photograph', async () => {
    const list = join(folder, 'some.list');
    writeFileSync(list, 'a.png\tp1\nnone.png\n');
    const out = join(folder, 'list.txt');
    const { summary, rejects } = await run({ source: list, root: photos, out, detector: new FakeDetector(faces) });
    expect(summary).toMatchObject({ photographs: 2, faces: 2 });
    expect(rejects).toEqual(['none.png missing-file']);
  });

  it('takes the absolute paths of a list as they are', async () => {
    const list = join(folder, 'absolute.list');
    writeFileSync(list, `${join(photos, 'a.png')}\n`);
    const { summary, record } = await run({
      source: list,
      out: join(folder, 'absolute.txt'),
      detector: new FakeDetector(faces),
    });
    expect(summary.faces).toBe(2);
    expect(record.startsWith(`${join(photos, 'a.png')} `)).toBe(true);
  });

  it('leaves out a photograph whose name no record file can hold', async () => {
    const odd = join(folder, 'odd');
    mkdirSync(odd);
    for (const name of ['a.png', 'b\nc.png', 'd\u2028.png'])
      writeFileSync(join(odd, name), readFileSync(join(photos, 'a.png')));
    const { summary, rejects } = await run({
      source: odd,
      out: join(folder, 'odd.txt'),
      detector: new FakeDetector(faces),
    });
    expect(summary).toMatchObject({ photographs: 3, faces: 2, withoutFace: 2 });
    expect(rejects).toEqual(['b\nc.png unwritable-path', 'd\u2028.png unwritable-path']);
  });

  it('names a missing source', async () => {
    const job = detectFaces({
      source: join(folder, 'nowhere'),
      out: join(folder, 'x.txt'),
      detector: new FakeDetector({}),
    });
    await expect(runJob(job)).rejects.toMatchObject({ code: 'missing-file' });
  });
});
