import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate, TEMPLATES } from './load-template';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'templates-'))));
afterAll(() => rm(folder, { recursive: true }));

const points = [[1, 2], [3, 2], [2, 3], [1, 4], [3, 4]]; // prettier-ignore
const load = async (content: unknown) => {
  const file = join(folder, 'mine.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadTemplate(file);
};

describe('loadTemplate', () => {
  it('knows two by name', async () => {
    expect(await loadTemplate('seed256')).toBe(TEMPLATES.seed256);
    expect(await loadTemplate('arcface112')).toBe(TEMPLATES.arcface112);
  });

  it('reads a file, named after it or by itself', async () => {
    expect(await load({ size: 64, points })).toEqual({ name: 'mine', size: 64, points });
    expect(await load({ name: 'wide', size: 64, points })).toMatchObject({ name: 'wide' });
  });

  it.each([
    ['another name', undefined, 'unknown-template', 'expected seed256, arcface112 or a JSON file; found nowhere.json'],
    ['no JSON', '{', 'invalid-template', 'mine.json: is not a template'],
    ['no size', { points }, 'invalid-template', 'at size'],
    ['a size of 3', { size: 3, points }, 'invalid-template', '>=8'],
    ['four points', { size: 64, points: points.slice(1) }, 'invalid-template', 'at points'],
    ['equal points', { size: 64, points: points.map(() => [1, 1]) }, 'invalid-template', 'the five points must differ'],
    ['a misspelt field', { size: 64, points, margin: 3 }, 'invalid-template', '"margin"'],
  ])('refuses %s', async (_, content, code, text) => {
    const loading = content === undefined ? loadTemplate('nowhere.json') : load(content);
    await expect(loading).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });
});
