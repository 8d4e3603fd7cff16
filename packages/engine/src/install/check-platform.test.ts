import { thisPlatform, unsupportedReason, type Platform } from './check-platform';

const good: Platform = { platform: 'linux', arch: 'x64', glibc: '2.36', avx: true };

describe('unsupportedReason', () => {
  it('has nothing against Linux on x64 with glibc and AVX', () => {
    expect(unsupportedReason(good)).toBeUndefined();
    expect(unsupportedReason({ ...good, glibc: '2.27' })).toBeUndefined();
  });

  it.each([
    [{ platform: 'darwin', arch: 'arm64' }, 'on linux-x64 only, and this is darwin-arm64'],
    [{ arch: 'arm64' }, 'this is linux-arm64'],
    [{ glibc: undefined }, 'needs glibc'],
    [{ glibc: '2.17' }, '2.27 or later, and this system has 2.17'],
    [{ avx: false }, 'AVX'],
  ])('says in one sentence why not: %j', (change, words) => {
    const reason = unsupportedReason({ ...good, ...change });
    expect(reason).toContain(words);
    expect(reason).not.toContain('\n');
  });

  it('knows this machine', () => {
    expect(thisPlatform()).toMatchObject({ platform: process.platform, arch: process.arch });
  });
});
