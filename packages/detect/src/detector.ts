import type { Point } from '@fairface/crop';
import type { RgbImage } from '@fairface/image';

/** A rectangle in an upright photograph, pixels. */
export interface Box {
  /** Left edge. */
  x: number;
  /** Upper edge. */
  y: number;
  width: number;
  height: number;
}

/** A face as a detector found it. */
export interface DetectedFace {
  box: Box;
  /** How sure the detector is, 0 to 1. */
  score: number;
  /** Left eye, right eye, nose, left and right mouth corner, as [x, y] as seen in the photograph. */
  landmarks: readonly Point[];
}

/** Finds faces in photographs. */
export interface Detector {
  /** Named in the journal, so that a run goes on only with the detector it began with. */
  readonly name: string;
  /** Every candidate, best first, those of a low score too: the caller decides. */
  detect(image: RgbImage): Promise<DetectedFace[]>;
  /** Frees the network. */
  dispose(): void;
}
