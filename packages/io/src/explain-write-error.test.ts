import { open } from 'node:fs/promises';
import { explainWriteError } from './explain-write-error';

describe('explainWriteError', () => {
  it('says that the disk is full', async () => {
    const full = await open('/dev/full', 'w');
    const error = await full.write('x').catch((reason: unknown) => reason);
    await full.close();
    expect(explainWriteError(error, 'out.csv')).toMatchObject({
      code: 'cannot-write',
      message: 'out.csv: cannot be written: the disk is full (ENOSPC). Make room and run the same command again',
    });
  });

  it('says in the words of the file system what is rarer', () => {
    const error = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE', syscall: 'open' });
    expect(explainWriteError(error, 'out.csv')).toMatchObject({
      message: 'out.csv: cannot be written: EMFILE: too many open files',
    });
  });

  it('leaves other errors as they are', () => {
    const error = new Error('other');
    expect(explainWriteError(error, 'out.csv')).toBe(error);
    expect(explainWriteError(undefined, 'out.csv')).toBeUndefined();
  });
});
