import type { ImageMemory, RgbImage } from '@fairface/image';
import { InputError } from '@fairface/io';
import { cropBox } from './crop-box';
import type { FaceGeometry, Point } from './face-record';
import type { FaceTemplate } from './load-template';
import { reduceLandmarks } from './reduce-landmarks';
import { similarityTransform } from './similarity-transform';
import { warpFace } from './warp-face';

/** How a face is cropped. */
export interface CropFaceOptions {
  /**
   * Pixels by which a box grows; landmarks need none.
   * @default 10
   */
  margin?: number;
  /**
   * As in {@link warpFace} and {@link cropBox}: spares a loop over many faces the copies.
   * @default new memory for each crop
   */
  memory?: ImageMemory;
}

/**
 * The crop of one face: landmarks are brought onto the template, a box is cut and resized to the template's size.
 *
 * @returns `template.size` x `template.size` pixels.
 * @throws InputError `outside-image` where no landmark, or nothing of the box, lies in the image; as
 * {@link similarityTransform}.
 */
export function cropFace(
  image: RgbImage,
  face: FaceGeometry,
  template: FaceTemplate,
  { margin = 10, memory }: CropFaceOptions = {},
): RgbImage {
  if (face.kind === 'box') return cropBox(image, face.box, { margin, size: template.size, memory });
  const points = face.kind === 'points68' ? reduceLandmarks(face.points) : face.points;
  if (!points.some(([x, y]) => x >= 0 && y >= 0 && x < image.width && y < image.height)) throw outside(image, points);
  return warpFace(image, similarityTransform(points, template.points), template.size, memory);
}

function outside({ width, height }: RgbImage, points: readonly Point[]): InputError {
  return new InputError({
    code: 'outside-image',
    message: 'all landmarks lie outside the image',
    expected: `points within ${width} x ${height} pixels`,
    found: points.map((point) => `(${point.join(', ')})`).join(' '),
    hint: 'Landmarks refer to the upright image',
  });
}
