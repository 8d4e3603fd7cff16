import { chooseFaces } from './choose-faces';

const photograph = { width: 200, height: 100 };
const left = { name: 'left', box: { x: 0, y: 0, width: 60, height: 60 } };
const middle = { name: 'middle', box: { x: 90, y: 40, width: 20, height: 20 } };
const twin = { name: 'twin', box: { x: 140, y: 0, width: 60, height: 60 } };

describe('chooseFaces', () => {
  it('keeps every face in its order', () => {
    expect(chooseFaces([left, middle], 'all', photograph)).toEqual([left, middle]);
  });

  it('keeps the face whose box is centred nearest to the centre', () => {
    expect(chooseFaces([left, middle, twin], 'central', photograph)).toEqual([middle]);
  });

  it('keeps the largest face, of equals the first', () => {
    expect(chooseFaces([middle, left, twin], 'largest', photograph)).toEqual([left]);
  });

  it('keeps none of none', () => {
    expect(chooseFaces([], 'central', photograph)).toEqual([]);
    expect(chooseFaces([], 'largest', photograph)).toEqual([]);
  });
});
