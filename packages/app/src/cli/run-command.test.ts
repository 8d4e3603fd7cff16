import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GlobalOptions } from './global-options';
import { runCommand } from './run-command';

const folder = mkdtempSync(join(tmpdir(), 'fairface-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

const flags = (more: Partial<GlobalOptions> = {}): GlobalOptions => ({
  json: true,
  quiet: true,
  debug: false,
  seed: 1,
  log: join(folder, 'log.jsonl'),
  ...more,
});

/** What the command printed, and the exit code it asked for. */
async function outcome(run: Parameters<typeof runCommand>[1], more: Partial<GlobalOptions> = {}) {
  const { exitCode, stdout } = process;
  const write = stdout.write.bind(stdout);
  let printed = '';
  stdout.write = (text: string | Uint8Array): boolean => {
    printed += text.toString();
    return true;
  };
  try {
    await runCommand(flags(more), run);
    return { printed, code: process.exitCode };
  } finally {
    stdout.write = write;
    process.exitCode = exitCode;
  }
}

describe('runCommand', () => {
  it('prints the summary as one line with --json, and ends with 0', async () => {
    const { printed, code } = await outcome(() => Promise.resolve({ summary: { faces: 3 }, text: 'three faces' }));
    expect([printed, code]).toEqual(['{"faces":3}\n', 0]);
  });

  it('prints the text without --json, and ends with 1 when something was left out', async () => {
    const result = { summary: {}, text: 'three faces', rejected: 2 };
    const { printed, code } = await outcome(() => Promise.resolve(result), { json: false });
    expect([printed, code]).toEqual(['three faces\n', 1]);
  });

  it('ends with 2 and one message without a stack trace', async () => {
    const { printed, code } = await outcome(() => Promise.reject(new Error('no such list')));
    expect([printed, code]).toEqual(['', 2]);
    const last = readFileSync(join(folder, 'log.jsonl'), 'utf8').trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ level: 50, msg: 'no such list' });
  });

  it('ends with 2 where the log cannot be written, and runs nothing', async () => {
    const run = jest.fn(() => Promise.resolve({ summary: {}, text: '' }));
    expect((await outcome(run, { log: folder })).code).toBe(2);
    expect(run).not.toHaveBeenCalled();
  });

  it('shows the stack with --debug', async () => {
    await outcome(() => Promise.reject(new Error('deep')), { debug: true, log: join(folder, 'debug.jsonl') });
    expect(readFileSync(join(folder, 'debug.jsonl'), 'utf8')).toContain('run-command.test.ts');
  });

  it('ends with 130 when it was interrupted', async () => {
    const { code } = await outcome(async ({ signal }) => {
      process.emit('SIGINT');
      signal.throwIfAborted();
      return { summary: {}, text: '' };
    });
    expect(code).toBe(130);
  });
});
