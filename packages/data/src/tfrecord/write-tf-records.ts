import { AtomicFile } from '@fairface/io';
import { frameTfRecord } from './frame-tf-record';

/**
 * Writes records as one TFRecord file, which appears when it is complete.
 *
 * @returns the number of records.
 * @throws InputError `cannot-write`.
 */
export async function writeTfRecords(
  path: string,
  records: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = await AtomicFile.open(path);
  let count = 0;
  try {
    for await (const data of records) {
      await file.write(frameTfRecord(data));
      count += 1;
    }
    await file.commit();
    return count;
  } catch (error) {
    await file.abort();
    throw error;
  }
}
