import { cacheFolder } from './cache-folder';

describe('cacheFolder', () => {
  it('is where FAIRFACE_CACHE says', () => {
    expect(cacheFolder({ FAIRFACE_CACHE: '/data/cache' })).toBe('/data/cache');
  });

  it('is the user’s own otherwise', () => {
    expect(cacheFolder({})).toMatch(/fairface$/i);
  });
});
