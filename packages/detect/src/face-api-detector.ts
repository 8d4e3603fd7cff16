import { join } from 'node:path';
import { reduceLandmarks } from '@fairface/crop';
import type { Box, DetectedFace, Detector } from './detector';
import { BOX_INPUT, loadBoxNetwork } from './face-api/box-network';
import { loadLandmarkNetwork } from './face-api/landmark-network';
import { type PixelRectangle, sampleSquare } from './face-api/sample-square';
import { selectBoxes } from './face-api/select-boxes';

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
 * to five points. Runs on the tensor engine that is set when it is loaded: as TensorFlow graphs on the native one.
 *
 * @throws Error when the weights cannot be read.
 */
export async function loadFaceApiDetector({
  lowestScore = 0.3,
  maxFaces = 100,
  folder = packagedFolder(),
}: FaceApiDetectorOptions = {}): Promise<Detector> {
  const boxes = await loadBoxNetwork(folder);
  const landmarks = await loadLandmarkNetwork(folder);
  const { anchors } = boxes;
  return {
    name: 'faceapi-ssd-mobilenet-v1',
    async detect(image) {
      const whole = { x: 0, y: 0, width: image.width, height: image.height };
      const predictions = await boxes.predict(sampleSquare(image, whole, BOX_INPUT, 'after'));
      const faces: DetectedFace[] = [];
      for (const { box, score } of selectBoxes(predictions, { anchors, photograph: image, lowestScore, maxFaces })) {
        const cut = wholePixels(box, image);
        if (cut.width <= 0 || cut.height <= 0) continue;
        faces.push({ box, score, landmarks: reduceLandmarks(await landmarks.locate(image, cut)) });
      }
      return faces;
    },
    dispose() {
      boxes.dispose();
      landmarks.dispose();
    },
  };
}

/** What the landmark network sees: the box in whole pixels, inside the photograph. */
function wholePixels({ x, y, width, height }: Box, image: { width: number; height: number }): PixelRectangle {
  return {
    x: Math.floor(x),
    y: Math.floor(y),
    width: Math.floor(Math.min(width, image.width - x)),
    height: Math.floor(Math.min(height, image.height - y)),
  };
}

function packagedFolder(): string {
  return join(require.resolve('@vladmandic/face-api/package.json'), '..', 'model');
}
