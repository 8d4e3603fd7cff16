import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeJpeg } from '@fairface/image';
import { runFairface } from '../testing/run-fairface';

const folder = mkdtempSync(join(tmpdir(), 'fairface-data-check-'));
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  for (const [person, image] of [0, 1, 2, 3].flatMap((n) => [0, 1].map((k) => [n, k] as const))) {
    mkdirSync(at(`faces/p${person}`), { recursive: true });
    const data = new Uint8Array(32 * 32 * 3).fill(40 * person + 15 * image);
    writeFileSync(at(`faces/p${person}/${image}.jpg`), await encodeJpeg({ width: 32, height: 32, data }));
  }
  writeFileSync(at('a.pairs'), [0, 1, 2, 3].map((n) => `p${n}/0.jpg\tp${n}/1.jpg\tp${n}\n`).join(''));
});

afterAll(() => rmSync(folder, { recursive: true }));

function configure(name: string, batch: number, pairs = 'a.pairs'): string {
  const lines = [
    'model: { preset: tiny, inputSize: 32 }',
    'preprocessing: { template: test, templateSize: 32 }',
    `branches: [{ name: base, folder: faces, batch: ${batch} }]`,
    `groups: [{ branch: base, pairs: ${pairs}, batch: 2 }]`,
  ];
  writeFileSync(at(name), `${lines.join('\n')}\n`);
  return at(name);
}

describe('fairface data check', () => {
  it('ends with 0, 1 or 2: nothing but notices, findings, a configuration that cannot be used', async () => {
    writeFileSync(at('faces/p3/1.jpg'), readFileSync(at('faces/p3/0.jpg')));
    const tiny = await runFairface(['data', 'check', configure('tiny.yaml', 4)]);
    expect(tiny.stdout).toContain('warning tiny-group (1)\n  [base] 4 people give few different impostor pairs');
    expect(tiny.stdout).toMatch(/base +8 +4 +2 to 2, median 2 +4 +4\n/);
    expect(tiny.code).toBe(1);
    const json = await runFairface(['data', 'check', configure('large.yaml', 9), '--json', '--out', at('found.csv')]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      images: 8,
      counts: { error: 1, warning: 1, notice: 1 },
      codes: { 'batch-too-large': 1, 'tiny-group': 1, 'duplicate-image': 1 },
      findings: at('found.csv'),
    });
    const rows = readFileSync(at('found.csv'), 'utf8').trim().split('\n');
    expect(rows[0]).toBe('severity,code,branch,item,detail');
    expect(rows).toContain('notice,duplicate-image,base,p3/0.jpg,"the same image as p3/1.jpg, of the same person"');
    const broken = await runFairface(['data', 'check', configure('broken.yaml', 4, 'none.pairs')]);
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('none.pairs');
  });

  it('ends with 0 where there is nothing to mend', async () => {
    const lines = [
      'model: { preset: tiny, inputSize: 32 }',
      'preprocessing: { template: test, templateSize: 32 }',
      'branches: [{ name: base, folder: faces, batch: 4 }]',
    ];
    writeFileSync(at('good.yaml'), `${lines.join('\n')}\n`);
    const { code, stdout } = await runFairface(['data', 'check', at('good.yaml')]);
    expect(stdout).toContain('0 errors, 0 warnings');
    expect(code).toBe(0);
    expect(readFileSync(at('good.findings.csv'), 'utf8')).toContain('severity,code,branch,item,detail\n');
  });
});
