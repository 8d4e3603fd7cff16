import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/temporary-folder';
import { checkHash, hashFile } from './hash-file';

/** FIPS 180-2, appendix B.1. */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('hashes of files', () => {
  const file = join(temporaryFolder(), 'abc.whl');
  beforeAll(() => writeFileSync(file, 'abc'));

  it('are SHA-256', async () => {
    expect(await hashFile(file)).toBe(ABC);
    await checkHash(file, ABC.toUpperCase());
  });

  it('refuse another file, naming it and both hashes', async () => {
    const refused = checkHash(file, '0'.repeat(64));
    await expect(refused).rejects.toMatchObject({ code: 'wrong-hash', message: expect.stringContaining(ABC) });
    await expect(refused).rejects.toThrow(file);
  });
});
