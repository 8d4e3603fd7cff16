import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { areaUnderCurve, rocCurve } from '@fairface/audit';
import { readTable } from '@fairface/io';
import { runFairface } from '../testing/run-fairface';

const faces = join(process.env['FAIRFACE_SHARED'] ?? resolve(__dirname, '../../../../../shared'), 'data', 'faces');
const available = existsSync(join(faces, 'attributes.csv'));
if (!available) console.warn(`SKIPPED: real faces end to end: there is no ${faces} (set FAIRFACE_SHARED)`);

const IMPOSTORS = 200_000;

/** Numbers from 0 up to `below`, the same in every run (Numerical Recipes' linear congruential generator). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Every genuine pair of the table's images, and seeded impostor pairs of those in which a face was found. */
async function pairsOf(
  table: string,
  withFace: ReadonlySet<string>,
): Promise<{ first: string; second: string; genuine: boolean }[]> {
  const images: { path: string; subject: string }[] = [];
  for await (const { row } of readTable(table, { columns: ['path', 'subject'] })) {
    images.push({ path: row['path'] ?? '', subject: row['subject'] ?? '' });
  }
  const pairs = images.flatMap((a, n) =>
    images
      .slice(n + 1)
      .filter((b) => b.subject === a.subject)
      .map((b) => ({ first: a.path, second: b.path, genuine: true })),
  );
  const usable = images.filter(({ path }) => withFace.has(path));
  const random = seeded(20261123);
  const seen = new Set<number>();
  while (seen.size < IMPOSTORS) {
    const [n, m] = [random(usable.length), random(usable.length)];
    const [a, b] = [usable[Math.min(n, m)], usable[Math.max(n, m)]];
    const key = Math.min(n, m) * usable.length + Math.max(n, m);
    if (!a || !b || a.subject === b.subject || seen.has(key)) continue;
    seen.add(key);
    pairs.push({ first: a.path, second: b.path, genuine: false });
  }
  return pairs;
}

const run = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { code, stdout, stderr } = await runFairface([...args, '--json']);
  if (code !== 0 && code !== 1) throw new Error(`fairface ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
};

(available ? describe : describe.skip)('3,147 real photographs, end to end', () => {
  const out = mkdtempSync(join(tmpdir(), 'fairface-real-'));
  const at = (name: string): string => join(out, name);
  afterAll(() => rmSync(out, { recursive: true }));

  it('detects, crops, extracts and predicts with an AUC of at least 0.985', async () => {
    const detected = await run('detect', faces, '--faces', 'central', '--min-score', '0.3', '--out', at('record.txt'));
    expect(detected).toMatchObject({ photographs: 3147 });
    expect(detected['faces']).toBeGreaterThan(2900);

    const cropped = await run('crop', at('record.txt'), '--root', faces, '--out', at('crops'));
    expect(cropped).toMatchObject({ records: detected['faces'], crops: detected['faces'], rejected: 0 });

    const extracted = await run('extract', at('crops/crops.list'), '--model', 'faceapi', '--out', at('test.fea'));
    expect(extracted).toMatchObject({ features: detected['faces'], rejected: 0 });

    const withFace = new Set<string>();
    for await (const { row } of readTable(at('record.faces.csv'))) withFace.add(row['path'] ?? '');
    const pairs = await pairsOf(join(faces, 'attributes.csv'), withFace);
    writeFileSync(
      at('pairs.csv'),
      `first,second,score\n${pairs.map(({ first, second }) => `${first},${second},0\n`).join('')}`,
    );
    const predicted = await run('results', at('test.fea.mean'), at('pairs.csv'), '--out', at('predictions.csv'));
    expect(Number(predicted['pairs']) + Number(predicted['rejected'])).toBe(pairs.length);

    const truth = new Map(pairs.map(({ first, second, genuine }) => [`${first},${second}`, genuine]));
    const score: number[] = [];
    const genuine: number[] = [];
    for await (const { row } of readTable(at('predictions.csv'))) {
      score.push(Number(row['score']));
      genuine.push(truth.get(`${row['first']},${row['second']}`) ? 1 : 0);
    }
    const curve = rocCurve({ score: Float64Array.from(score), genuine: Uint8Array.from(genuine) });
    const auc = areaUnderCurve(curve);
    console.info(
      `real faces: ${detected['faces']} of 3147 detected; AUC ${auc.toFixed(5)} on ${curve.genuine} genuine and ` +
        `${curve.impostor} impostor pairs (engine ${extracted['engine']})`,
    );
    expect(curve.impostor).toBe(IMPOSTORS);
    expect(auc).toBeGreaterThanOrEqual(0.985);
  }, 3_600_000);
});
