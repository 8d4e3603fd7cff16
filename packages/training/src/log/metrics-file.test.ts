import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MetricsFile } from './metrics-file';

const folder = mkdtempSync(join(tmpdir(), 'fairface-metrics-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('MetricsFile', () => {
  it('adds lines at once, and takes away what came after the step that a run goes on from', async () => {
    const path = join(folder, 'run', 'metrics.jsonl');
    const first = await MetricsFile.open(path, 0);
    for (const step of [1, 2, 3]) first.append({ step, total: step / 2 });
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
    first.close();
    appendFileSync(path, '{"step":4,"tot'); // the process was killed here
    const second = await MetricsFile.open(path, 2);
    second.append({ step: 3, total: 9, validation: { auc: 0.5 } });
    second.close();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { step: 1, total: 0.5 },
      { step: 2, total: 1 },
      { step: 3, total: 9, validation: { auc: 0.5 } },
    ]);
  });

  it('begins anew at step 0', async () => {
    const path = join(folder, 'again.jsonl');
    for (const total of [1, 2]) {
      const file = await MetricsFile.open(path, 0);
      file.append({ step: 1, total });
      file.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('{"step":1,"total":2}\n');
  });

  it('says what cannot be written', async () => {
    await expect(MetricsFile.open('/dev/null/metrics.jsonl', 0)).rejects.toMatchObject({ code: 'cannot-write' });
  });
});
