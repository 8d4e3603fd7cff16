/** An attribute of the images, for instance `gender`. */
export interface Attribute {
  name: string;
  /** The distinct values, sorted. */
  values: string[];
  /** For each image the place of its value in `values`. */
  codes: Int32Array;
}

/** Scored pairs in columns: pair n compares image left[n] with image right[n]. */
export interface ScoredPairs {
  readonly length: number;
  left: Int32Array;
  right: Int32Array;
  /** Larger is more alike. */
  score: Float64Array;
  /** 1 = two images of one person, 0 = of two. */
  genuine: Uint8Array;
}

/** What was noticed while the pairs were read; `null` where it was not looked for. */
export interface ReadingFindings {
  /** Pairs that came more than once, in the same order of the two images; the first of each is not counted. */
  duplicatedPairs: number;
  /** Pairs that came before with the images the other way round. */
  mirroredPairs: number;
  /** Inputs left out, by reason. */
  rejects: Record<string, number>;
  /** Images named by at least one pair. */
  imagesInPairs: number;
  /** Whether the pair file had a label column, which then agreed with the subjects. */
  labelled: boolean;
}

/** Everything an audit needs: images with their person and attributes, and scored pairs of them. */
export interface VerificationData {
  /** Names of the images as in the attributes table. */
  images: string[];
  /** For each image the number of its person. */
  subjectOf: Int32Array;
  /** Names of the persons. */
  subjects: string[];
  attributes: Map<string, Attribute>;
  pairs: ScoredPairs;
  findings: ReadingFindings;
}
