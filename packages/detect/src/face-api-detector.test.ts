import { join } from 'node:path';
import { loadImage, mirrorImage, resizeImage, type RgbImage } from '@fairface/image';
import * as tf from '@tensorflow/tfjs';
import type { Detector } from './detector';
import { loadFaceApiDetector } from './face-api-detector';

const demo = join(require.resolve('@vladmandic/face-api/package.json'), '..', 'demo');

describe('loadFaceApiDetector', () => {
  let detector: Detector;
  let photograph: RgbImage;
  beforeAll(async () => {
    await tf.setBackend('wasm');
    detector = await loadFaceApiDetector();
    const whole = await loadImage(join(demo, 'sample1.jpg'));
    photograph = resizeImage(whole, 480, 320);
  }, 60_000);
  afterAll(() => detector.dispose());

  it('finds faces, surest first, with five points in the places that their names say', async () => {
    const faces = await detector.detect(photograph);
    const sure = faces.filter(({ score }) => score > 0.5);
    expect(sure).toHaveLength(3);
    expect(sure.map(({ score }) => score)).toEqual(sure.map(({ score }) => score).sort((a, b) => b - a));
    for (const { box, landmarks } of sure) {
      const [leftEye, rightEye, nose, leftMouth, rightMouth] = landmarks;
      if (!leftEye || !rightEye || !nose || !leftMouth || !rightMouth) throw new Error('expected five points');
      expect(leftEye[0]).toBeLessThan(rightEye[0]);
      expect(leftMouth[0]).toBeLessThan(rightMouth[0]);
      expect(nose[1]).toBeGreaterThan(Math.min(leftEye[1], rightEye[1]));
      expect(Math.min(leftMouth[1], rightMouth[1])).toBeGreaterThan(nose[1]);
      for (const [x, y] of landmarks) {
        expect(x > box.x - 5 && x < box.x + box.width + 5 && y > box.y - 5 && y < box.y + box.height + 5).toBe(true);
      }
    }
  }, 60_000);

  it('finds the same faces in the mirror image, on the other side', async () => {
    const centre = ({ box }: { box: { x: number; width: number } }): number => box.x + box.width / 2;
    const straight = (await detector.detect(photograph)).slice(0, 3).map(centre);
    const mirrored = (await detector.detect(mirrorImage(photograph))).slice(0, 3).map(centre);
    const turned = mirrored.map((x) => photograph.width - x).sort((a, b) => a - b);
    for (const [n, x] of straight.sort((a, b) => a - b).entries())
      expect(Math.abs(x - (turned[n] ?? NaN))).toBeLessThan(10);
  }, 60_000);

  it('keeps no tensor and finds nothing where nothing is', async () => {
    const before = tf.memory().numTensors;
    const grey = { width: 64, height: 48, data: new Uint8Array(64 * 48 * 3).fill(127) };
    expect((await detector.detect(grey)).filter(({ score }) => score > 0.5)).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  }, 60_000);
});
