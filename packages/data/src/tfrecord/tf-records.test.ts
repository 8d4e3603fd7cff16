import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import fc from 'fast-check';
import { temporaryFolder } from '../testing/temporary-folder';
import { frameTfRecord, maskedCrc } from './frame-tf-record';
import { readTfRecords, type ReadTfRecordsOptions } from './read-tf-records';
import { encodeExample, TfExample } from './tf-example';
import { writeTfRecords } from './write-tf-records';

/** Three examples written by TensorBoard's record writer and Google's protobuf in Python. */
const golden = join(__dirname, '..', 'fixtures', 'by-tensorboard.tfrecord');
const folder = temporaryFolder();
const file = join(folder, 'x.tfrecord');

async function readAll(path: string, options?: ReadTfRecordsOptions): Promise<Buffer[]> {
  const records: Buffer[] = [];
  for await (const { data } of readTfRecords(path, options)) records.push(Buffer.from(data));
  return records;
}

/** What reading a file of these bytes throws. */
async function failure(bytes: Uint8Array): Promise<unknown> {
  writeFileSync(file, bytes);
  return readAll(file).then(
    () => 'nothing',
    (error: unknown) => error,
  );
}

describe('TFRecord files', () => {
  it("masks the checksum: that of '123456789' is 0xe3069283 (RFC 3720, B.4 of the CRC catalogue)", () => {
    const turned = ((0xe3069283 >>> 15) | (0xe3069283 << 17)) >>> 0;
    expect(maskedCrc(Buffer.from('123456789'))).toBe((turned + 0xa282ead8) % 2 ** 32);
  });

  it('reads what Python wrote, and writes the same bytes again', async () => {
    const records = await readAll(golden);
    const examples = records.map((record) => new TfExample(record));
    expect(examples.map((example) => example.text('image/class/label'))).toEqual(['7', '7', '12345678901']);
    expect(examples.map((example) => example.text('image/class/text'))).toEqual(['Zoë', 'Zoë', 'Bo']);
    expect(examples[2]?.numbers('scores')).toEqual([0.5, -1.25, 2]);
    expect(examples[0]?.bytes('image/encoded')?.subarray(1, 4).toString()).toBe('PNG');
    expect(examples[0]?.keys.sort()).toEqual(
      'image/class/label image/class/text image/encoded image/filename scores'.split(' '),
    );
    expect(await writeTfRecords(file, records)).toBe(3);
    expect(readFileSync(file)).toEqual(readFileSync(golden));
  });

  it('gives back any records, whatever their lengths', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 20 }), async (records) => {
        await writeTfRecords(file, records);
        expect(await readAll(file)).toEqual(records.map((record) => Buffer.from(record)));
      }),
      { numRuns: 30 },
    );
  });

  it('reads records longer than a block, and gives their offsets', async () => {
    const large = Buffer.alloc(3_000_000, 7);
    await writeTfRecords(file, [Buffer.from('a'), large, Buffer.from('bc')]);
    const bytes = readFileSync(file);
    const places: [number, number][] = [];
    for await (const { offset, data } of readTfRecords(file)) places.push([offset, data.length]);
    expect(places.map(([, length]) => length)).toEqual([1, 3_000_000, 2]);
    expect(bytes.subarray(places[2]?.[0], (places[2]?.[0] ?? 0) + 2).toString()).toBe('bc');
  });

  it('finds every changed byte', async () => {
    const whole = Buffer.concat([frameTfRecord(Buffer.from('one')), frameTfRecord(Buffer.from('two'))]);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(await failure(changed)).toMatchObject({ code: at < 12 ? 'not-tfrecord' : 'damaged-record' });
    }
  });

  it('goes on behind a record with damaged data where asked to', async () => {
    const whole = Buffer.concat([frameTfRecord(Buffer.from('one')), frameTfRecord(Buffer.from('two'))]);
    whole[12] = 0;
    writeFileSync(file, whole);
    const damage: string[] = [];
    expect((await readAll(file, { onDamage: ({ message }) => damage.push(message) })).join()).toBe('two');
    expect(damage).toEqual([expect.stringContaining('record 0 at byte 0: its data do not match their checksum')]);
  });

  it('tells of an end inside a record, of gzip, of another format and of no file', async () => {
    const whole = Buffer.concat([frameTfRecord(Buffer.from('one')), frameTfRecord(Buffer.from('two'))]);
    expect(await failure(whole.subarray(0, -1))).toMatchObject({
      code: 'truncated-record',
      message: expect.stringContaining('ends inside record 1, 18 bytes after its start at byte 19'),
    });
    expect(await failure(gzipSync(whole))).toMatchObject({
      message: expect.stringContaining('found gzip. Decompress'),
    });
    expect(await failure(Buffer.from('path,subject\na.jpg,1\n'))).toMatchObject({ code: 'not-tfrecord' });
    expect(await failure(Buffer.alloc(0))).toBe('nothing');
    await expect(readAll(join(folder, 'none'))).rejects.toMatchObject({ code: 'missing-file' });
  });

  it('encodes text, bytes, whole numbers and other numbers', () => {
    const example = new TfExample(
      encodeExample({ text: ['a', 'ü'], bytes: [Uint8Array.of(1, 255)], label: [-3], scores: [0.5, 2], none: [] }),
    );
    expect(example.text('text')).toBe('a');
    expect([...(example.bytes('bytes') ?? [])]).toEqual([1, 255]);
    expect(example.text('label')).toBe('-3');
    expect(example.numbers('scores')).toEqual([0.5, 2]);
    expect(example.text('none')).toBeUndefined();
    expect(example.text('missing')).toBeUndefined();
  });
});
