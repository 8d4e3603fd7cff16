import { join } from 'node:path';
import { type Point, reduceLandmarks } from '@fairface/crop';
import { loadImage, mirrorImage, resizeImage, type RgbImage } from '@fairface/image';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import {
  type FaceLandmarks68,
  FaceLandmark68Net,
  SsdMobilenetv1,
} from '@vladmandic/face-api/dist/face-api.node-wasm.js';
import type { Detector } from './detector';
import { loadFaceApiDetector } from './face-api-detector';

const packaged = join(require.resolve('@vladmandic/face-api/package.json'), '..');

/** The same networks, run by face-api's own code. */
async function byFaceApi(image: RgbImage) {
  const [boxes, net] = [new SsdMobilenetv1(), new FaceLandmark68Net()];
  for (const part of [boxes, net]) await part.loadFromDisk(join(packaged, 'model'));
  const pixels = tf.tensor3d(image.data, [image.height, image.width, 3], 'int32');
  const found = await boxes.locateFaces(pixels, { minConfidence: 0.5 });
  const faces = found.map(async ({ box, score }) => {
    const { x, y, width, height } = box.clipAtImageBorders(image.width, image.height);
    const cut = tf.slice3d(pixels, [y, x, 0], [height, width, 3]);
    const { positions } = (await net.detectLandmarks(cut)) as FaceLandmarks68;
    cut.dispose();
    return { box, score, landmarks: reduceLandmarks(positions.map((point): Point => [point.x + x, point.y + y])) };
  });
  const all = await Promise.all(faces);
  for (const part of [pixels, boxes, net]) part.dispose();
  return all.sort((a, b) => b.score - a.score);
}

describe('loadFaceApiDetector', () => {
  let detector: Detector;
  let photograph: RgbImage;
  beforeAll(async () => {
    await tf.setBackend('wasm');
    detector = await loadFaceApiDetector();
    const whole = await loadImage(join(packaged, 'demo', 'sample1.jpg'));
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

  it('finds what the code of face-api finds, to a pixel', async () => {
    const expected = await byFaceApi(photograph);
    const found = (await detector.detect(photograph)).filter(({ score }) => score > 0.5);
    expect(found).toHaveLength(expected.length);
    for (const [n, { box, score, landmarks }] of found.entries()) {
      const other = expected[n];
      expect(score).toBeCloseTo(other?.score ?? NaN, 4);
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(Math.abs(box[side] - (other?.box[side] ?? NaN))).toBeLessThan(0.5);
      for (const [m, [x, y]] of landmarks.entries()) {
        const [otherX = NaN, otherY = NaN] = other?.landmarks[m] ?? [];
        expect(Math.hypot(x - otherX, y - otherY)).toBeLessThan(1);
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
