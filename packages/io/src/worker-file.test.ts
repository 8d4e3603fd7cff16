import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { temporaryFolder } from './testing/temporary-folder';
import { workerFile } from './worker-file';

const folder = temporaryFolder();

describe('workerFile', () => {
  it('prefers the compiled module', () => {
    writeFileSync(join(folder, 'w.js'), '');
    expect(workerFile(folder, 'w')).toEqual({ filename: join(folder, 'w.js'), execArgv: [] });
  });

  it('runs a module from sources in a thread', async () => {
    const { filename, execArgv } = workerFile(join(__dirname, 'testing'), 'echo-worker');
    const code = `require('node:worker_threads').parentPort.postMessage(require(${JSON.stringify(filename)}).default('types'))`;
    const worker = new Worker(code, { eval: true, execArgv });
    const message = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    expect(message).toBe('types 4');
    await worker.terminate();
  });
});
