import { ImageMemory } from '@fairface/image';
import { cropBox } from './crop-box';
import { cropFace } from './crop-face';
import golden from './fixtures/warp.json';
import { TEMPLATES } from './load-template';
import { difference, goldenImage } from './testing/golden';

const toBox = ([x = NaN, y = NaN, width = NaN, height = NaN]: number[]) => ({ x, y, width, height });

describe('cropBox', () => {
  it.each(golden.boxes)('gives the golden crop of $box', async ({ input, box, margin, expected, output }) => {
    const image = await goldenImage(input);
    if (output === undefined) {
      expect(expected).toBe('error');
      expect(() => cropBox(image, toBox(box), { margin })).toThrow(expect.objectContaining({ code: 'outside-image' }));
      return;
    }
    const { max, mean } = difference(cropBox(image, toBox(box)), await goldenImage(output));
    expect(mean).toBeLessThan(0.5);
    expect(max).toBeLessThanOrEqual(1);
  });

  it('takes no margin where none is wanted, and says what was expected', async () => {
    const image = await goldenImage('input-0.png');
    expect(() => cropBox(image, { x: 20, y: 20, width: 0, height: 0 }, { margin: 0 })).toThrow(
      'the box lies outside the image; expected a box within 120 x 90 pixels; found centre (20, 20), 0 x 0',
    );
    expect(cropBox(image, { x: 20, y: 20, width: 8, height: 8 }, { margin: 0, size: 8 }).data).toHaveLength(192);
  });
});

describe('cropFace', () => {
  it('gives the same crop of a box in memory that is kept', async () => {
    const image = await goldenImage('input-1.png');
    const face = { kind: 'box', box: { x: 60, y: 45, width: 50, height: 60 } } as const;
    const memory = new ImageMemory();
    cropFace(image, { kind: 'box', box: { x: 30, y: 30, width: 20, height: 20 } }, TEMPLATES.arcface112, { memory });
    const kept = cropFace(image, face, TEMPLATES.arcface112, { memory });
    expect(kept.data).toEqual(cropFace(image, face, TEMPLATES.arcface112).data);
    expect(kept.data.buffer).not.toBe(image.data.buffer);
  });

  it('cuts a box to the size of the template', async () => {
    const crop = cropFace(
      await goldenImage('input-1.png'),
      { kind: 'box', box: { x: 60, y: 45, width: 50, height: 60 } },
      TEMPLATES.arcface112,
    );
    expect([crop.width, crop.height]).toEqual([112, 112]);
  });

  it('refuses landmarks of which none lies in the image', async () => {
    const points = TEMPLATES.seed256.points.map(([x, y]) => [x + 500, y] as const);
    expect(() =>
      cropFace({ width: 9, height: 9, data: new Uint8Array(243) }, { kind: 'points5', points }, TEMPLATES.seed256),
    ).toThrow('expected points within 9 x 9 pixels');
  });
});
