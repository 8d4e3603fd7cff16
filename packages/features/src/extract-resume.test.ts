import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobEvent, runJob, workerFile } from '@fairface/io';
import { extractFeatures } from './extract-features';
import { BAD_IMAGES, makeImages } from './testing/make-images';
import { fakeEmbedder } from './testing/fake-embedder';

let root: string;
let list: { path: string }[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fairface-kill-'));
  const paths = await makeImages(root, 40);
  list = [BAD_IMAGES['missing-file'], ...paths, BAD_IMAGES['not-an-image']].map((path) => ({ path }));
});
afterAll(() => rm(root, { recursive: true }));

/** Starts an extraction in a process of its own and kills it with SIGKILL as soon as `when` says so. */
async function killed(options: object, when: (event: JobEvent, child: ChildProcess) => boolean): Promise<void> {
  const { filename, execArgv } = workerFile(join(__dirname, 'testing'), 'extract-child');
  const child = fork(filename, { execArgv });
  child.on('message', (event: JobEvent) => {
    if (when(event, child)) child.kill('SIGKILL');
  });
  child.send(options);
  await new Promise((done) => child.once('exit', done));
}

/** Extracts in a process whose files may have so many KiB: a write beyond fails in the middle, as on a full disk. */
async function cramped(options: object, kib: number): Promise<string> {
  const { filename, execArgv } = workerFile(join(__dirname, 'testing'), 'extract-child');
  const command = `ulimit -f ${kib}; exec "$0" "$@"`;
  const child = spawn('bash', ['-c', command, process.execPath, ...execArgv, filename], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
  child.send(options);
  await new Promise((done) => child.once('close', done));
  return stderr;
}

describe('extraction onto a full disk', () => {
  it('says so, and goes on without a lost or doubled row once there is room', async () => {
    const out = join(root, 'full');
    const options = { list, root, out, batch: 3, workers: 1, saveEvery: 0 };
    expect(await cramped(options, 2)).toMatch(/full\.\w+\.partial: cannot be written: the file would be larger/);
    expect((await readdir(root)).filter((name) => /^full\.(noFlip|Flip|mean)$/.test(name))).toEqual([]);
    const summary = await runJob(extractFeatures({ ...options, embedder: fakeEmbedder() }));
    expect(summary.resumed).toBeGreaterThan(3);
    expect(summary).toMatchObject({ features: 40, rejected: 2 });
    const names = (await readFile(`${out}.noFlip`, 'utf8')).split('\n').map((line) => line.split(' ')[0]);
    expect(names).toEqual([...list.slice(1, -1).map(({ path }) => path), '']);
  }, 60_000);
});

describe('extraction that is killed', () => {
  it.each([
    ['text' as const, [0, 1, 13, 30]],
    ['npy' as const, [7, 40, 42]],
  ])(
    'goes on without a lost or doubled row (%s)',
    async (format, moments) => {
      const out = join(root, `killed-${format}`);
      const options = { list, root, out, format, batch: 3, workers: 1, saveEvery: 0 };
      for (const moment of moments) await killed(options, (event) => event.type === 'progress' && event.done >= moment);

      const rejects: string[] = [];
      const summary = await runJob(extractFeatures({ ...options, embedder: fakeEmbedder() }), (event) => {
        if (event.type === 'reject') rejects.push(`${event.item} ${event.reason}`);
      });
      expect(summary.resumed).toBeGreaterThanOrEqual(30);
      expect(summary).toMatchObject({ features: 40, rejected: 2 });
      expect(rejects).toEqual(['missing.png missing-file', 'text.png not-an-image']);

      const whole = join(root, `whole-${format}`);
      await runJob(extractFeatures({ ...options, out: whole, batch: 7, embedder: fakeEmbedder() }));
      const names = (await readdir(root)).filter((name) => name.startsWith(`whole-${format}.`));
      expect(names).toHaveLength(format === 'npy' ? 11 : 5);
      for (const name of names.filter((name) => name !== `whole-${format}.json`)) {
        expect(await readFile(join(root, name.replace('whole', 'killed')))).toEqual(await readFile(join(root, name)));
      }
      expect((await readdir(root)).filter((name) => /partial|journal/.test(name))).toEqual([]);
    },
    60_000,
  );
});
