/** A place in the upright image in pixels; integer coordinates are pixel centres. */
export type Point = readonly [x: number, y: number];

/** A rectangle about a face, in pixels of the upright image. */
export interface Box {
  /** Horizontal centre. */
  x: number;
  /** Vertical centre. */
  y: number;
  width: number;
  height: number;
}

/** Where the face is: five landmarks, 68 landmarks, or a box. */
export type FaceGeometry =
  /** Left eye, right eye, nose, left and right corner of the mouth, as seen in the image. */
  | { kind: 'points5'; points: readonly Point[] }
  /** The 68 points of the iBUG scheme. */
  | { kind: 'points68'; points: readonly Point[] }
  | { kind: 'box'; box: Box };

/** One face of one photograph: a line of a record file. */
export type FaceRecord = FaceGeometry & {
  /** The photograph, as written in the file. */
  path: string;
};
