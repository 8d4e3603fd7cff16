import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerFile } from '@fairface/io';
import { buildNetwork, readSafetensors, type SafeTensor, writeSafetensors } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import { exampleCheckpoint } from '../testing/example-checkpoint';
import { checkpointName, keepLastAndBest, listCheckpoints, openCheckpointFolder } from './checkpoint-folder';
import { loadCheckpoint } from './load-checkpoint';
import { OPTIMISER_FILE, readRunState } from './run-state';
import { saveCheckpoint } from './save-checkpoint';

const root = mkdtempSync(join(tmpdir(), 'fairface-checkpoint-'));
const network = buildNetwork({ preset: 'adapter', inputDimension: 4 });
const checkpoint = () => exampleCheckpoint(network);

beforeAll(() => tf.setBackend('cpu'));
afterAll(() => rmSync(root, { recursive: true }));

const numbers = (tree: object): unknown =>
  JSON.parse(JSON.stringify(tree, (_, value: unknown) => (value instanceof tf.Tensor ? [...value.dataSync()] : value)));

describe('a checkpoint', () => {
  const folder = join(root, 'whole');
  beforeAll(() => saveCheckpoint(folder, checkpoint()));

  it('comes back as it was, and no tensor is left', async () => {
    const { state, run } = checkpoint();
    const before = tf.memory().numTensors;
    const loaded = await loadCheckpoint(folder, { network, like: state });
    expect(numbers(loaded)).toEqual(numbers(state));
    expect(await readRunState(join(folder, 'state.json'))).toEqual({
      ...run,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    tf.dispose(loaded);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('holds what the design says', async () => {
    expect(readdirSync(folder).sort()).toEqual([
      'model.json',
      'model.safetensors',
      'optimizer.safetensors',
      'state.json',
    ]);
    const { tensors } = await readSafetensors(join(folder, OPTIMISER_FILE));
    expect([...tensors.keys()]).toEqual(['heads/base', 'headStates/base/t', 'optimiser/velocity/heads/base']);
    expect(tensors.get('heads/base')?.shape).toEqual([4, 3]);
  });

  const broken = async (name: string, harm: (folder: string) => void | Promise<void>): Promise<string> => {
    const copy = join(root, name);
    cpSync(folder, copy, { recursive: true });
    await harm(copy);
    const { state } = checkpoint();
    const before = tf.memory().numTensors;
    const error: unknown = await loadCheckpoint(copy, { network, like: state }).catch((reason: unknown) => reason);
    expect(tf.memory().numTensors).toBe(before);
    return (error as Error).message.replaceAll(`${copy}/`, '');
  };
  const changeTensors = (change: (tensors: Map<string, SafeTensor>) => void) => async (copy: string) => {
    const { tensors } = await readSafetensors(join(copy, OPTIMISER_FILE));
    change(tensors);
    await writeSafetensors(join(copy, OPTIMISER_FILE), tensors);
  };

  it('is refused with a missing, an extra, a misshapen tensor', async () => {
    const extra: SafeTensor = { shape: [1], dtype: 'F32', data: new Float32Array(1) };
    expect(
      await broken(
        'missing',
        changeTensors((t) => t.delete('heads/base')),
      ),
    ).toMatch(/^optimizer.safetensors: lacks the tensor 'heads\/base'/);
    expect(
      await broken(
        'extra',
        changeTensors((t) => t.set('heads/other', extra)),
      ),
    ).toMatch(/^optimizer.safetensors: holds the tensor 'heads\/other'/);
    expect(
      await broken(
        'shape',
        changeTensors((t) => t.set('heads/base', extra)),
      ),
    ).toMatch(
      /^optimizer.safetensors: the tensor 'heads\/base' has another shape than the model; expected \[4,3\]; found \[1\]/,
    );
  });

  it('is refused when a file is cut off, missing, or of another network', async () => {
    expect(await broken('cut', (copy) => truncateSync(join(copy, OPTIMISER_FILE), 300))).toMatch(
      /^optimizer.safetensors: the file ends inside of the tensor/,
    );
    expect(await broken('gone', (copy) => rmSync(join(copy, OPTIMISER_FILE)))).toMatch(/^optimizer.safetensors: /);
    const other = buildNetwork({ preset: 'adapter', inputDimension: 5 });
    await expect(loadCheckpoint(folder, { network: other, like: checkpoint().state })).rejects.toThrow(
      /model\.json: model\.inputDimension is another than expected; expected 5; found 4/,
    );
  });

  it('is refused when a byte is another, unless state.json knows no hash, as earlier ones', async () => {
    const flip = (copy: string): void => {
      const file = join(copy, OPTIMISER_FILE);
      const bytes = readFileSync(file);
      bytes[bytes.length - 2] = (bytes.at(-2) as number) ^ 1;
      writeFileSync(file, bytes);
    };
    expect(await broken('flipped', flip)).toMatch(
      /^optimizer.safetensors: is not the file that state.json beside it was saved with; expected SHA-256 \w+; found \w+$/,
    );
    const earlier = join(root, 'earlier');
    cpSync(folder, earlier, { recursive: true });
    flip(earlier);
    writeFileSync(join(earlier, 'state.json'), JSON.stringify(checkpoint().run));
    tf.dispose(await loadCheckpoint(earlier, { network, like: checkpoint().state }));
  });

  it('says when state.json is not what it should be', async () => {
    const file = join(root, 'state.json');
    await expect(readRunState(file)).rejects.toThrow(/state.json: cannot be read. .*initFrom/);
    writeFileSync(file, '{');
    await expect(readRunState(file)).rejects.toThrow(/found no JSON/);
    writeFileSync(file, JSON.stringify({ ...checkpoint().run, step: 'one' }));
    await expect(readRunState(file)).rejects.toThrow(/found step: /);
  });

  it('stays whole when the disk is full while the next one is saved', async () => {
    const target = join(root, 'full', 'step');
    await saveCheckpoint(target, checkpoint());
    const before = readFileSync(join(target, OPTIMISER_FILE));
    const { filename, execArgv } = workerFile(join(__dirname, '..', 'testing'), 'save-too-much');
    // A limit on the size of files answers a write as a full disk does, after some bytes were written.
    const limited = 'ulimit -f 64 && exec "$@"';
    const { stdout } = spawnSync('bash', ['-c', limited, '-', process.execPath, ...execArgv, filename, target]);
    expect(stdout.toString()).toMatch(/cannot be written: the file would be larger than allowed here \(EFBIG\)/);
    expect(readdirSync(join(root, 'full'))).toEqual(['step']);
    expect(readFileSync(join(target, OPTIMISER_FILE))).toEqual(before);
    tf.dispose(await loadCheckpoint(target, { network, like: checkpoint().state }));
  });
});

describe('the folder of checkpoints', () => {
  it('keeps the newest and the best, and links them', async () => {
    const folder = join(root, 'checkpoints');
    await openCheckpointFolder(folder);
    for (const step of [10, 20, 30, 40]) await saveCheckpoint(join(folder, checkpointName(step)), checkpoint());
    await keepLastAndBest(folder, 2, 10);
    expect(await listCheckpoints(folder)).toEqual([10, 30, 40]);
    expect(existsSync(join(folder, 'best', 'model.json'))).toBe(true);
    await keepLastAndBest(folder, 1, 40);
    expect(await listCheckpoints(folder)).toEqual([40]);
    expect(readdirSync(folder).sort()).toEqual(['best', 'last', 'step-00000040']);
  });

  it('takes away what a killed run left half-written', async () => {
    const folder = join(root, 'killed');
    await saveCheckpoint(join(folder, '.step-00000010.99-abcd.tmp'), checkpoint());
    await openCheckpointFolder(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});
