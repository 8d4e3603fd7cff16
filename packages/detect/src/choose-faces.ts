import type { Box, DetectedFace } from './detector';

/** Which faces of a photograph are kept. */
export type FaceChoice = 'all' | 'central' | 'largest';

/**
 * The faces to keep: all of them, the one whose box is centred nearest to the photograph's centre, or the one with the
 * largest box. The order of `faces` is kept; equals are decided by it.
 */
export function chooseFaces<Face extends Pick<DetectedFace, 'box'>>(
  faces: readonly Face[],
  choice: FaceChoice,
  photograph: { width: number; height: number },
): Face[] {
  if (choice === 'all') return [...faces];
  const cost =
    choice === 'largest' ? ({ box }: Face) => -box.width * box.height : ({ box }: Face) => offCentre(box, photograph);
  const best = faces.reduce<Face | undefined>(
    (chosen, face) => (chosen === undefined || cost(face) < cost(chosen) ? face : chosen),
    undefined,
  );
  return best === undefined ? [] : [best];
}

function offCentre({ x, y, width, height }: Box, photograph: { width: number; height: number }): number {
  return Math.hypot(x + width / 2 - photograph.width / 2, y + height / 2 - photograph.height / 2);
}
