import { AtomicFile } from './atomic-file';

/** Writes a whole file so that a reader sees the old content or the new one, never a part. Missing folders are made. */
export async function writeFileAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const file = await AtomicFile.open(path);
  try {
    await file.write(data);
    await file.commit();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
