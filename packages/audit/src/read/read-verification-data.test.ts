import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Reject, runJob } from '@fairface/io';
import { groupImages } from '../fairness/group-images';
import { readVerificationData, type ReadVerificationDataOptions } from './read-verification-data';
import type { VerificationData } from './verification-data';

const TABLE = 'id,subject,gender,note\n1,ann,f,x\n2,ann,f,y\n3,bob,m,\n4,bob,m,"a,b"\n5,cid,,z\n';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'audit-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(
  pairs: string | Uint8Array,
  table: string = TABLE,
  options: Partial<ReadVerificationDataOptions> = {},
): Promise<VerificationData & { rejected: Reject[] }> {
  const files = { pairs: join(folder, 'pairs.csv'), attributes: join(folder, 'people.csv') };
  await writeFile(files.pairs, pairs);
  await writeFile(files.attributes, table);
  const rejected: Reject[] = [];
  const data = await runJob(readVerificationData({ ...files, columns: ['gender'], ...options }), (event) => {
    if (event.type === 'reject') rejected.push({ item: event.item, reason: event.reason, detail: event.detail });
  });
  return { ...data, rejected };
}

describe('readVerificationData', () => {
  it('reads pairs, persons and the attributes that are asked for', async () => {
    const data = await read('id1,id2,score\n1,2,0.9\n3,1,-0.25\n4,3,8e-1\n');
    expect([...data.pairs.left]).toEqual([0, 2, 3]);
    expect([...data.pairs.right]).toEqual([1, 0, 2]);
    expect([...data.pairs.score]).toEqual([0.9, -0.25, 0.8]);
    expect([...data.pairs.genuine]).toEqual([1, 0, 1]);
    expect(data.subjects).toEqual(['ann', 'bob', 'cid']);
    expect([...data.attributes.keys()]).toEqual(['gender']);
    expect(data.attributes.get('gender')).toMatchObject({ values: ['(not given)', 'f', 'm'] });
    expect([...(data.attributes.get('gender')?.codes ?? [])]).toEqual([1, 1, 2, 2, 0]);
    expect(data.findings).toEqual({
      duplicatedPairs: 0,
      mirroredPairs: 0,
      rejects: {},
      imagesInPairs: 4,
      labelled: false,
    });
  });

  it('takes scores behind the two columns of a list of pairs, whose header stays as it was', async () => {
    const { pairs, rejected } = await read('image1,image2\n1,2,0.9\n3,1,-0.25\n4,3\n');
    expect([...pairs.score]).toEqual([0.9, -0.25]);
    expect(rejected).toMatchObject([{ reason: 'malformed-row' }]);
  });

  it('never takes a label, or a column before the ids, for the score', async () => {
    for (const pairs of [
      'image_a,image_b,label,score\n1,2,1,0.9\n3,1,0,-0.25\n',
      'id1,id2,label,cos\n1,2,1,0.9\n3,1,0,-0.25\n',
      'n,id1,id2,cos\n0,1,2,0.9\n1,3,1,-0.25\n',
      'id1,id2,label\n1,2,1,0.9\n3,1,0,-0.25\n',
    ]) {
      const { pairs: found, rejected } = await read(pairs);
      expect([[...found.score], rejected]).toEqual([[0.9, -0.25], []]);
    }
  });

  it('reads the same from a file with a byte-order mark, Windows line ends, quotes or gzip', async () => {
    const plain = await read('TEMPLATE_ID1,TEMPLATE_ID2,SCORE\n1,2,0.9\n3,1,-0.25\n');
    for (const variant of [
      '\uFEFFTEMPLATE_ID1,TEMPLATE_ID2,SCORE\r\n1,2,0.9\r\n3,1,-0.25',
      '"TEMPLATE_ID1","TEMPLATE_ID2","SCORE"\n"1","2","0.9"\n"3",1,-0.25\n',
      gzipSync('first,second,similarity\n1,2,0.9\n3,1,-0.25\n'),
    ]) {
      expect((await read(variant)).pairs).toEqual(plain.pairs);
    }
  });

  it('rejects a pair it cannot use, says why, and keeps the others', async () => {
    const { rejected, pairs, findings } = await read(
      [
        'id1,id2,score,label',
        '1,2,0.9,1',
        '1,9,0.5,0',
        '1,2,nan,1',
        '1,2,,1',
        '1,2',
        '1,3,0.1,1',
        '1,3,0.1,maybe',
        '1,1,1,1',
        '1,3,0.1,0',
        '3,6,0.1,0',
        '',
      ].join('\n'),
      `${TABLE}6,,m,\n6,dan,m,\n,dan,m,\n`,
    );
    expect(pairs.length).toBe(2);
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'missing-subject',
      'duplicate-id',
      'missing-id',
      'unknown-id',
      'bad-score',
      'bad-score',
      'malformed-row',
      'label-contradicts-subjects',
      'bad-label',
      'same-image',
      'missing-subject',
    ]);
    expect(rejected[3]).toMatchObject({ item: '1,9', detail: expect.stringContaining(':3: no image "9" in') });
    expect(findings.rejects).toMatchObject({ 'bad-score': 2, 'missing-subject': 2, 'same-image': 1 });
    expect(findings.labelled).toBe(true);
  });

  it('rejects a row with more fields than the header, such as one with a decimal comma', async () => {
    const { pairs, rejected } = await read('id1,id2,score\n1,2,0,93\n1,2,0.9\n3,1,0.1,\n3,1,1,07\n');
    expect([...pairs.score]).toEqual([0.9, 0.1]);
    expect(rejected).toMatchObject([
      { item: '1,2', reason: 'malformed-row', detail: expect.stringContaining(':2: expected 3 fields; found 4') },
      { item: '3,1', reason: 'malformed-row' },
    ]);
  });

  it('rejects a row of the table with more fields than its header, such as one with a comma in a name', async () => {
    const table = 'id,subject,gender\n1,Lee, Ann,f\n2,Lee,f,\n3,Lee,f\n4,bob,m\n';
    const { subjects, attributes, rejected } = await read('a,b,c\n2,3,0.9\n2,4,0.1\n', table);
    expect([subjects, attributes.get('gender')?.values]).toEqual([
      ['Lee', 'bob'],
      ['f', 'm'],
    ]);
    expect(rejected).toMatchObject([
      { item: '1', reason: 'malformed-row', detail: expect.stringContaining(':2: expected 3 fields; found 4') },
    ]);
  });

  it('knows a person whatever blanks stand around the name', async () => {
    const table = 'id,subject,gender\n 1 , ann,f\n2,ann\t,f\n3,bob,m\n4, ,m\n1,bob,m\n';
    const { pairs, subjects, rejected } = await read('a,b,c\n1,2,0.9\n1,3,0.1\n4,3,0.2\n', table);
    expect(subjects).toEqual(['ann', 'bob']);
    expect([...pairs.genuine]).toEqual([1, 0]);
    expect(rejected.map(({ reason }) => reason)).toEqual(['missing-subject', 'duplicate-id', 'missing-subject']);
  });

  it('tells of bad rows in cells that no spreadsheet takes for a formula', async () => {
    const table = `${TABLE}=6,,m,\n`;
    const { rejected } = await read('a,b,c\n=1+1,2,0.5\n@x,2,0.1\n1,2,0.9\n1,3,0.1\n', table);
    expect(rejected.map(({ item }) => item)).toEqual(["'=6", "'=1+1,2", "'@x,2"]);
  });

  it('counts pairs that come again and pairs that come mirrored, and keeps them', async () => {
    const { findings, pairs } = await read('a,b,c\n1,2,0.9\n2,1,0.8\n1,2,0.9\n1,3,0\n3,1,0\n3,1,0\n1,4,0\n');
    expect(findings).toMatchObject({ duplicatedPairs: 2, mirroredPairs: 2 });
    expect(pairs.length).toBe(7);
  });

  it('finds images by exact name, without _cropped, and by base name, but never guesses between two', async () => {
    const table = 'path,subject\na/1.jpg,p\na/2.jpg,p\nb/1.jpg,q\nb/3.jpg,q\n';
    const { pairs, rejected } = await read(
      'x,y,z\na/1.jpg,2,0.5\na/1_cropped.jpg,c/3_cropped.png,0.6\n1,2,0.5\n2_cropped,7,0.1\n',
      table,
      { columns: [] },
    );
    expect([...pairs.left]).toEqual([0, 0]);
    expect([...pairs.right]).toEqual([1, 3]);
    expect(rejected.map(({ reason }) => reason)).toEqual(['ambiguous-id', 'unknown-id']);
  });

  it('finds an attribute whatever its case, the very name first', async () => {
    const table = 'ID,Subject,Gender,GENDER\n1,a,x,m\n2,a,x,m\n3,b,y,f\n';
    const pairs = 'a,b,c\n1,2,0.9\n1,3,0.1\n';
    const found = async (name: string) => (await read(pairs, table, { columns: [name] })).attributes.get(name)?.values;
    expect(await found('GENDER')).toEqual(['f', 'm']);
    expect(await found('gender')).toEqual(['x', 'y']);
    await expect(read(pairs, table, { columns: ['race'] })).rejects.toMatchObject({ code: 'missing-column' });
  });

  it('says when an attribute that nobody looks at is to be cut', async () => {
    const found = read('a,b,c\n1,2,0.9\n1,3,0.1\n', TABLE, { columns: ['gender'], bins: { age: [35] } });
    await expect(found).rejects.toMatchObject({ code: 'unused-bins' });
  });

  it('bins a numeric attribute', async () => {
    const table = 'id,subject,age\n1,a,30\n2,a,35\n3,b,64.9\n4,b,65\n5,c,old\n';
    const { attributes } = await read('a,b,c\n1,2,0.9\n1,3,0.1\n', table, {
      columns: ['age'],
      bins: { age: [35, 65] },
    });
    expect(attributes.get('age')?.values).toEqual(['35-<65', '<35', '>=65', 'old']);
  });

  it.each([
    ['a,b,c\n1,3,0.5\n2,4,0.6\n', 'no-genuine-pairs'],
    ['a,b,c\n1,2,0.5\n3,4,0.6\n', 'no-impostor-pairs'],
    ['a,b,c\n1,2,0.5\n3,1,0.5\n', 'constant-scores'],
    ['a,b,c\n7,8,0.5\n', 'no-pairs'],
    ['a,b,c\n', 'no-pairs'],
    ['1,2,0.5\n3,4,0.5\n', 'missing-header'],
    ['a;b;c\n1;2;0.5\n', 'wrong-delimiter'],
    ['a,b,c\r1,2,0.5\r1,3,0.6\r', 'wrong-line-ends'],
    ['a,b\n1,2\n', 'missing-column'],
    ['id1,id2,label\n1,2,1\n1,3,0\n', 'missing-column'],
  ])('cannot start from %j: %s', async (pairs, code) => {
    await expect(read(pairs)).rejects.toMatchObject({ code });
  });

  it.each([
    ['id,gender\n1,f\n', 'missing-column'],
    ['id,subject\n1,f\n', 'missing-column'],
    ['id;subject;gender\n1;a;f\n', 'wrong-delimiter'],
    ['id,subject,gender\r1,a,f\r', 'wrong-line-ends'],
    ['id,subject,gender\n', 'empty-table'],
    ['id,subject,gender\n1,1,a,f\n2,2,b,m\n', 'empty-table'],
    ['', 'empty-table'],
  ])('cannot start from the table %j: %s', async (table, code) => {
    await expect(read('a,b,c\n1,2,0.5\n', table)).rejects.toMatchObject({ code });
  });

  it('reads a table with a million values in a column, and refuses to make groups of them', async () => {
    const table = Array.from({ length: 1_000_000 }, (_, n) => `${n},s${n >> 1},v${n}`).join('\n');
    const data = await read('a,b,c\n1,0,0.9\n1,3,0.1\n', `id,subject,gender\n${table}\n`);
    expect(data.images).toHaveLength(1_000_000);
    expect(data.attributes.get('gender')?.values).toHaveLength(1_000_000);
    expect(() => groupImages(data, ['gender'])).toThrow('makes more than 64 groups');
  }, 120_000);
});
