import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../engine-error';
import { checkHash } from './hash-file';
import type { StepOptions } from './progress';
import { runCommand } from './run-command';
import { WHEEL } from './versions';
import { watchFolder } from './watch-folder';

export interface WheelSource {
  readonly requirement: string;
  readonly file: string;
  readonly python: string;
  readonly platform: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Ways to call pip, most usual first. */
const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']] as const;

/** Seconds without a new byte after which a download is given up. */
const STALLED_AFTER = 90;

/**
 * Fetches the pinned TensorFlow wheel with the machine's own pip, so that its index, mirror and proxy settings hold,
 * and checks its SHA-256.
 *
 * @returns path of the wheel, inside `folder`.
 * @throws EngineError `missing-tool` without pip, `download-failed`, `wrong-hash`.
 */
export async function downloadWheel(
  folder: string,
  { onProgress, signal }: StepOptions = {},
  wheel: WheelSource = WHEEL,
): Promise<string> {
  const pip = await findPip();
  const temporary = join(folder, 'pip-tmp');
  await mkdir(temporary, { recursive: true });
  onProgress?.({ step: 'download', done: 0, total: wheel.bytes });
  const watch = watchFolder(folder, {
    onBytes: (done) => onProgress?.({ step: 'download', done, total: wheel.bytes }),
    stalledAfter: STALLED_AFTER,
    signal,
  });
  const args = [
    ...['download', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--only-binary=:all:'],
    ...['--implementation', 'cp', '--python-version', wheel.python, '--platform', wheel.platform],
    ...['--dest', folder, wheel.requirement],
  ];
  try {
    const [program, ...first] = pip;
    // pip downloads into its temporary folder first: ours, so that nothing stays behind and progress can be seen.
    const env = { ...process.env, TMPDIR: temporary };
    const { code, tail } = await runCommand(program, [...first, ...args], { env, signal: watch.signal });
    if (code !== 0) throw downloadError(wheel.requirement, lastLine(tail));
  } catch (error) {
    if (watch.stalled()) throw downloadError(wheel.requirement, `nothing arrived for ${STALLED_AFTER} seconds`);
    throw error;
  } finally {
    watch.stop();
  }
  const file = join(folder, wheel.file);
  if (!(await readdir(folder)).includes(wheel.file)) {
    throw downloadError(wheel.requirement, `pip did not bring ${wheel.file}`);
  }
  await checkHash(file, wheel.sha256, signal);
  return file;
}

async function findPip(): Promise<readonly [string, ...string[]]> {
  for (const [program, ...first] of PIPS) {
    const { code } = await runCommand(program, [...first, '--version']);
    if (code === 0) return [program, ...first];
  }
  throw new EngineError('missing-tool', 'Fetching the native engine needs pip, and no Python here has it.', {
    next: 'Install it (Debian, Ubuntu: apt-get install python3-pip), or use `fairface engine install --from url|dir`.',
  });
}

function downloadError(requirement: string, why: string): EngineError {
  return new EngineError('download-failed', `pip could not download ${requirement}: ${why}.`, {
    next: 'Check the network and the package index, or use `fairface engine install --from dir`.',
  });
}

function lastLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const line = lines.findLast((l) => l.startsWith('ERROR')) ?? lines.findLast((l) => l !== '') ?? 'no reason given';
  return line.replace(/\.$/, '');
}
