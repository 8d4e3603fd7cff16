import { join } from 'node:path';
import { type Point, reduceLandmarks } from '@fairface/crop';
import * as tf from '@tensorflow/tfjs';
import {
  type FaceDetection,
  FaceLandmark68Net,
  type FaceLandmarks68,
  SsdMobilenetv1,
} from '@vladmandic/face-api/dist/face-api.node-wasm.js';
import type { DetectedFace, Detector } from './detector';

export interface FaceApiDetectorOptions {
  /**
   * Candidates below this score are not even told.
   * @default 0.3
   */
  lowestScore?: number;
  /**
   * Most faces of a photograph.
   * @default 100
   */
  maxFaces?: number;
  /**
   * Folder with the weights of `ssd_mobilenetv1_model` and `face_landmark_68_model`.
   * @default the folder that the npm package @vladmandic/face-api carries
   */
  folder?: string;
}

/**
 * The detector of @vladmandic/face-api (MIT): SSD on MobileNet v1 at 512 pixels, then 68 landmarks on every box, reduced
 * to five points. Runs on whichever tensor engine is set.
 *
 * @throws Error when the weights cannot be read.
 */
export async function loadFaceApiDetector({
  lowestScore = 0.3,
  maxFaces = 100,
  folder = packagedFolder(),
}: FaceApiDetectorOptions = {}): Promise<Detector> {
  const boxes = new SsdMobilenetv1();
  const landmarks = new FaceLandmark68Net();
  await boxes.loadFromDisk(folder);
  await landmarks.loadFromDisk(folder);
  return {
    name: 'faceapi-ssd-mobilenet-v1',
    async detect(image) {
      const pixels = tf.tensor3d(image.data, [image.height, image.width, 3], 'int32');
      try {
        const found = await boxes.locateFaces(pixels, { minConfidence: lowestScore, maxResults: maxFaces });
        return await locateLandmarks(landmarks, pixels, found);
      } finally {
        pixels.dispose();
      }
    },
    dispose() {
      boxes.dispose();
      landmarks.dispose();
    },
  };
}

async function locateLandmarks(
  net: FaceLandmark68Net,
  photograph: tf.Tensor3D,
  faces: FaceDetection[],
): Promise<DetectedFace[]> {
  const [imageHeight, imageWidth] = photograph.shape;
  const detected: DetectedFace[] = [];
  for (const { box, score } of faces) {
    // What the landmark network sees: the box in whole pixels, inside the photograph.
    const { x: left, y: top, width, height } = box.clipAtImageBorders(imageWidth, imageHeight);
    if (width <= 0 || height <= 0) continue;
    const cut = tf.slice3d(photograph, [top, left, 0], [height, width, 3]);
    try {
      const { positions } = (await net.detectLandmarks(cut)) as FaceLandmarks68;
      const points = positions.map(({ x, y }): Point => [x + left, y + top]);
      const place = { x: box.x, y: box.y, width: box.width, height: box.height };
      detected.push({ box: place, score, landmarks: reduceLandmarks(points) });
    } finally {
      cut.dispose();
    }
  }
  return detected.sort((a, b) => b.score - a.score);
}

function packagedFolder(): string {
  return join(require.resolve('@vladmandic/face-api/package.json'), '..', 'model');
}
