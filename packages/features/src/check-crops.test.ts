import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCrops } from './check-crops';

const folder = mkdtempSync(join(tmpdir(), 'fairface-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const list = join(folder, 'crops.list');
const manifest = join(folder, 'crops.list.json');
const seed = { template: 'seed256' };

describe('checkCrops', () => {
  it('says nothing of crops that nothing is known of', async () => {
    await expect(checkCrops(list, 'm', seed)).resolves.toBeUndefined();
    await expect(checkCrops(folder, 'm', seed)).resolves.toBeUndefined();
    for (const text of ['{', '{"a": 1}', '{"template": {"name": 3}}', 'null']) {
      await writeFile(manifest, text);
      await expect(checkCrops(list, 'm', seed)).resolves.toBeUndefined();
    }
  });

  it('accepts the right template and refuses another, of a list and of a folder', async () => {
    await writeFile(manifest, JSON.stringify({ template: { name: 'seed256', points: [] }, size: 256 }));
    await expect(checkCrops(list, 'm', seed)).resolves.toBeUndefined();
    for (const crops of [list, folder]) {
      await expect(checkCrops(crops, 'arc', { template: 'arcface112' })).rejects.toThrow(
        `${manifest}: these crops were made with another template than that of the model arc; ` +
          'expected arcface112; found seed256. Crop the photographs again: fairface crop record.txt --template arcface112',
      );
    }
  });
});
