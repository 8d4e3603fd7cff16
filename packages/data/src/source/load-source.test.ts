import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Features, writeFeatures } from '@fairface/features';
import { encodeExample } from '../tfrecord/tf-example';
import { frameTfRecord } from '../tfrecord/frame-tf-record';
import { writeTfRecords } from '../tfrecord/write-tf-records';
import { temporaryFolder } from '../testing/temporary-folder';
import { readItemImage } from '../stream/read-item-image';
import { loadSource } from './load-source';
import { sourceSchema } from './source-schema';

const root = temporaryFolder();
const write = (name: string, text: string | Buffer): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};
const load = (spec: Record<string, unknown>, featureFiles?: Map<string, Promise<Features>>) =>
  loadSource(sourceSchema.parse(spec), { root, featureFiles });

const table = [
  'path,subject,gender,age',
  'p1/1.jpg,p1,male,30',
  'p1/2.jpg,p1,male,31',
  'p2/1.jpg,p2,female,20',
  'p3/1.jpg,,male,44',
  'p4/1.jpg,p4,male,unknown',
].join('\n');

beforeAll(async () => {
  write('tables/faces.csv', table);
  write('crops/p1/1_cropped.jpg', 'x');
  for (const name of ['p1/1.jpg', 'p1/2.jpg', 'p2/1.jpg', 'alone.jpg', 'p2/deep/3.png']) write(`photos/${name}`, 'x');
  const features = { names: ['p1/1_cropped.jpg', 'p2/1_cropped.jpg', 'p9/9_cropped.jpg'], dimension: 2 };
  await writeFeatures(join(root, 'a.npy'), { ...features, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
  await writeFeatures(join(root, 'a.mirror.npy'), { ...features, data: Float32Array.of(-1, -2, -3, -4, -5, -6) });
});

describe('loadSource', () => {
  describe('list', () => {
    it('takes paths relative to the list, or to a root, and rejects lines without a label', async () => {
      write('lists/a.list', '# people\np1/1.jpg\tBo\np2/1.jpg\tAda\n"with space.jpg" Bo\nnobody.jpg\n');
      const source = await load({ list: 'lists/a.list' });
      expect(source).toMatchObject({ kind: 'images', classes: ['Ada', 'Bo'], labels: Int32Array.of(1, 0, 1) });
      expect(source.names).toEqual(['p1/1.jpg', 'p2/1.jpg', 'with space.jpg']);
      expect(source.item(0)).toEqual({ file: join(root, 'lists', 'p1', '1.jpg') });
      expect(source.rejects).toMatchObject([{ item: 'nobody.jpg', reason: 'no-label' }]);
      expect(source.rejects[0]?.detail).toContain('a.list:5');
      expect((await load({ list: 'lists/a.list', root: 'photos' })).item(0)).toEqual({
        file: join(root, 'photos', 'p1', '1.jpg'),
      });
    });

    it('rejects an image that is given to a second person, and takes one that comes twice', async () => {
      write('lists/twice.list', 'a.jpg\tBo\nb.jpg\tBo\na.jpg\tAda\nb.jpg\tBo\n');
      write('tables/twice.csv', 'path,subject\na.jpg,Bo\nb.jpg,Bo\na.jpg,Ada\nb.jpg,Bo\n');
      for (const source of [await load({ list: 'lists/twice.list' }), await load({ table: 'tables/twice.csv' })]) {
        expect(source.names).toEqual(['a.jpg', 'b.jpg', 'b.jpg']);
        expect(source.classes).toEqual(['Bo']);
        expect(source.rejects).toMatchObject([{ item: 'a.jpg', reason: 'duplicate-row' }]);
        expect(source.rejects[0]?.detail).toMatch(/twice\.\w+:[34]: the image was given to Bo before; the first row/);
      }
    });

    it('finds names of its own, and files under its root', async () => {
      const source = await load({ list: 'lists/a.list', root: 'photos' });
      expect(source.locate('with space.jpg')).toEqual({ file: join(root, 'photos', 'with space.jpg') });
      expect(source.locate('p1/1_cropped.jpg')).toEqual({ file: join(root, 'photos', 'p1/1.jpg') });
      expect(source.locate('p2/deep/3.png')).toEqual({ file: join(root, 'photos', 'p2/deep/3.png') });
      expect(source.locate('p7/1.jpg')).toBeUndefined();
    });

    it('needs labels, lines and a file', async () => {
      write('lists/none.list', 'a.jpg\nb.jpg\n');
      write('lists/empty.list', '\n# nothing\n');
      await expect(load({ list: 'lists/none.list' })).rejects.toMatchObject({ code: 'no-labels' });
      await expect(load({ list: 'lists/empty.list' })).rejects.toMatchObject({ code: 'empty-list' });
      await expect(load({ list: 'lists/missing.list' })).rejects.toMatchObject({ code: 'missing-file' });
    });
  });

  describe('folder', () => {
    it('takes a sub-folder for a person', async () => {
      const source = await load({ folder: 'photos' });
      expect(source.names).toEqual(['p1/1.jpg', 'p1/2.jpg', 'p2/1.jpg', 'p2/deep/3.png']);
      expect(source.classes).toEqual(['p1', 'p2']);
      expect([...source.labels]).toEqual([0, 0, 1, 1]);
      expect(source.rejects).toMatchObject([{ item: 'alone.jpg', reason: 'no-person' }]);
    });

    it('needs a folder with people', async () => {
      await expect(load({ folder: 'nowhere' })).rejects.toMatchObject({ code: 'missing-folder' });
      await expect(load({ folder: 'lists' })).rejects.toThrow('found no images at all');
      await expect(load({ folder: 'photos/p1' })).rejects.toThrow('found 2 images in the folder itself');
    });
  });

  describe('table', () => {
    it('takes the rows of a filter, and rejects those without a person and those that it cannot decide about', async () => {
      const source = await load({ table: 'tables/faces.csv', filter: 'gender == "male" and age > 20' });
      expect(source.names).toEqual(['p1/1.jpg', 'p1/2.jpg']);
      expect(source.rejects.map(({ item, reason }) => [item, reason])).toEqual([
        ['p3/1.jpg', 'missing-subject'],
        ['p4/1.jpg', 'filter-undecided'],
      ]);
      expect(source.rejects[1]?.detail).toMatch(/faces.csv:6: Expected a number, but got a text/);
    });

    it('finds crops under their own names', async () => {
      const source = await load({ table: 'tables/faces.csv', root: 'crops' });
      expect(source.names[0]).toBe('p1/1_cropped.jpg');
      expect(source.locate('p1/1.jpg')).toEqual({ file: join(root, 'crops', 'p1/1_cropped.jpg') });
      expect((await load({ table: 'tables/faces.csv', root: 'photos' })).names[0]).toBe('p1/1.jpg');
      expect((await load({ table: 'tables/faces.csv', suffix: '.webp' })).names[0]).toBe('p1/1.webp');
    });

    it('says which column or value is missing', async () => {
      await expect(load({ table: 'tables/faces.csv', label: 'subjct' })).rejects.toThrow(
        /lacks "subjct".*Did you mean subject/,
      );
      await expect(load({ table: 'tables/faces.csv', filter: 'gender == "mail" and age != 3' })).rejects.toThrow(
        'the filter `gender == "mail" and age != 3` takes none of 5 rows. gender is female or male; age is 20 or 30 or 31 or 44 or unknown',
      );
      await expect(load({ table: 'tables/faces.csv', filter: 'gender > 3' })).rejects.toThrow(
        'cannot decide about any row',
      );
      write('tables/empty.csv', 'path,subject\n');
      await expect(load({ table: 'tables/empty.csv' })).rejects.toMatchObject({ code: 'empty-table' });
    });
  });

  describe('tfrecord', () => {
    it('reads what Python wrote', async () => {
      cpSync(join(__dirname, '..', 'fixtures', 'by-tensorboard.tfrecord'), join(root, 'a.tfrecord'));
      const source = await load({ tfrecord: 'a.tfrecord' });
      expect(source.names).toEqual(['0.png', '1.png', '2.png']);
      expect(source.classes).toEqual(['7', '12345678901']);
      const item = source.item(1);
      if ('vector' in item) throw new Error('expected an image');
      const { width, data } = await readItemImage(item);
      expect([width, ...data.subarray(0, 3)]).toEqual([4, 200, 100, 20]);
      expect((await load({ tfrecord: 'a.tfrecord', keys: { label: 'image/class/text' } })).classes).toEqual([
        'Bo',
        'Zoë',
      ]);
    });

    it('reads the shards of a folder in the order of their names, and rejects what is damaged', async () => {
      const example = (label: string) =>
        encodeExample({ 'image/encoded': [Buffer.from('x')], 'image/class/label': [label] });
      mkdirSync(join(root, 'shards'));
      await writeTfRecords(join(root, 'shards/train.tfrecord-00001-of-00002'), [example('b')]);
      const bad = frameTfRecord(example('a'));
      bad[20] = (bad[20] ?? 0) ^ 1;
      const noLabel = frameTfRecord(encodeExample({ 'image/encoded': [Buffer.from('x')] }));
      const cut = frameTfRecord(example('c')).subarray(0, -3);
      write(
        'shards/train.tfrecord-00000-of-00002',
        Buffer.concat([frameTfRecord(example('a')), bad, noLabel, frameTfRecord(Buffer.from('text')), cut]),
      );
      const source = await load({ tfrecord: 'shards' });
      expect(source.names).toEqual(['train.tfrecord-00000-of-00002:0', 'train.tfrecord-00001-of-00002:0']);
      expect(source.classes).toEqual(['a', 'b']);
      expect(source.rejects.map(({ reason }) => reason)).toEqual([
        'damaged-record',
        'no-example',
        'no-example',
        'truncated-record',
      ]);
      expect(source.rejects[1]?.detail).toContain('has no "image/class/label"; it has image/encoded');
    });

    it('says which features there are where none fits', async () => {
      await expect(load({ tfrecord: 'a.tfrecord', keys: { image: 'jpeg' } })).rejects.toThrow(
        /no "jpeg"; it has image\/class\/label, image\/class\/text, .*keys: \{ image, label, name \}/s,
      );
      await expect(load({ tfrecord: 'missing.tfrecord' })).rejects.toMatchObject({ code: 'missing-file' });
      await expect(load({ tfrecord: 'tables/faces.csv' })).rejects.toMatchObject({ code: 'not-tfrecord' });
    });
  });

  describe('features', () => {
    it('takes people from a table, by name or by the name of the photograph', async () => {
      const source = await load({ features: 'a.npy', mirror: 'a.mirror.npy', attributes: 'tables/faces.csv' });
      expect(source).toMatchObject({ kind: 'features', dimension: 2, classes: ['p1', 'p2'] });
      expect(source.names).toEqual(['p1/1_cropped.jpg', 'p2/1_cropped.jpg']);
      expect(source.item(1)).toEqual({ vector: Float32Array.of(3, 4), mirror: Float32Array.of(-3, -4) });
      expect(source.locate('p9/9_cropped.jpg')).toMatchObject({ vector: Float32Array.of(5, 6) });
      expect(source.rejects.map(({ item, reason }) => [item, reason])).toEqual([
        ['p3/1.jpg', 'missing-subject'],
        ['p1/2.jpg', 'no-feature'],
        ['p4/1.jpg', 'no-feature'],
      ]);
    });

    it('takes people from a list, and holds a file once for several branches', async () => {
      write('people.list', 'p9/9_cropped.jpg\tz\np1/1_cropped.jpg\ta\n');
      const files = new Map<string, Promise<Features>>();
      const first = await load({ features: 'a.npy', labels: 'people.list' }, files);
      const second = await load({ features: 'a.npy', attributes: 'tables/faces.csv', filter: 'age == 20' }, files);
      expect(first.names).toEqual(['p1/1_cropped.jpg', 'p9/9_cropped.jpg']);
      expect([...first.labels]).toEqual([0, 1]);
      expect(second.names).toEqual(['p2/1_cropped.jpg']);
      const vectors = [first.item(0), second.item(0)].map((item) =>
        'vector' in item ? item.vector.buffer : undefined,
      );
      expect(vectors[0]).toBe(vectors[1]);
    });

    it('tells of names that do not fit', async () => {
      write('others.list', 'q/1.jpg\tz\n');
      await expect(load({ features: 'a.npy', labels: 'others.list' })).rejects.toThrow(
        'expected names like q/1.jpg; found p1/1_cropped.jpg',
      );
      const names = readFileSync(join(root, 'a.mirror.npy.txt'), 'utf8').trim().split('\n').reverse();
      await writeFeatures(join(root, 'turned.npy'), { names, dimension: 2, data: new Float32Array(6) });
      await expect(load({ features: 'a.npy', mirror: 'turned.npy', attributes: 'tables/faces.csv' })).rejects.toThrow(
        'row 1 is another image',
      );
      await writeFeatures(join(root, 'long.npy'), { names, dimension: 3, data: new Float32Array(9) });
      await expect(load({ features: 'a.npy', mirror: 'long.npy', labels: 'people.list' })).rejects.toMatchObject({
        code: 'wrong-dimension',
      });
    });
  });
});

describe('sourceSchema', () => {
  const faults = (spec: Record<string, unknown>) =>
    sourceSchema.safeParse(spec).error?.issues.map(({ message }) => message) ?? [];

  it('wants one source, and fields that go with it', () => {
    expect(faults({ list: 'a' })).toEqual([]);
    expect(faults({})).toEqual(['expected one source (list, folder, table, tfrecord, features); found none']);
    expect(faults({ list: 'a', table: 'b' })[0]).toContain('found list and table');
    expect(faults({ list: 'a', filter: 'age > 3' })).toEqual(['"filter" goes with table or features, not with list']);
    expect(faults({ features: 'a' })[0]).toContain('either "attributes" (a table) or "labels" (a list)');
    expect(faults({ features: 'a', labels: 'b', filter: 'age > 3' })[0]).toContain('need "attributes"');
    expect(faults({ list: 'a', lable: 'b' })[0]).toContain('"lable"');
  });
});
