import fc from 'fast-check';
import { OutputNamer } from './output-namer';

const names = (format: 'jpg' | 'png', ...paths: string[]) => {
  const namer = new OutputNamer(format);
  return paths.map((path) => namer.next(path));
};

describe('OutputNamer', () => {
  it('counts the faces of a photograph', () => {
    expect(names('jpg', '/a/1.jpg', '/a/2.PNG', '/a/1.jpg', '/b/1.jpg', '/a/./1.jpg')).toEqual([
      '/a/1_cropped.jpg',
      '/a/2_cropped.jpg',
      '/a/1_2_cropped.jpg',
      '/b/1_cropped.jpg',
      '/a/1_3_cropped.jpg',
    ]);
    expect(names('png', '/a/x.tar.webp')).toEqual(['/a/x.tar_cropped.png']);
  });

  it('passes over names that are taken', () => {
    expect(names('jpg', '/a/1_2.jpg', '/a/1.jpg', '/a/1.png', '/a/1.jpg')).toEqual([
      '/a/1_2_cropped.jpg',
      '/a/1_cropped.jpg',
      '/a/1_3_cropped.jpg',
      '/a/1_4_cropped.jpg',
    ]);
  });

  it('never gives a name twice', () => {
    const path = fc.stringMatching(/^\/[12](_[12]){0,2}(_cropped)?\.(jpg|png)$/);
    fc.assert(fc.property(fc.array(path), (paths) => new Set(names('jpg', ...paths)).size === paths.length));
  });
});
