/** Options of {@link minePairs}. */
export interface MineOptions {
  /** Feature file: text as the reference writes it (gzip allowed), or `.npy` with its names beside it. */
  features: string;
  /** Attributes table: CSV with `path` or `id`, the person, and the columns that make groups. */
  attributes: string;
  /** Folder for what is written. */
  out: string;
  /**
   * Columns whose values together make a group.
   * @default none: all images are one group
   */
  groupBy?: readonly string[];
  /**
   * Column of the person.
   * @default 'subject'
   */
  label?: string;
  /** Which pairs of one person are hard. @default { below: 0.6, most: 10000 } */
  positives?: PositiveRule;
  /**
   * Hardest pairs of different people, a group.
   * @default 1000
   */
  negatives?: number;
  /**
   * Likely label errors of each kind that are listed, and the first 25 of each kind drawn; 0: none is looked for.
   * @default 50
   */
  errors?: number;
  /**
   * Whether people who are too much alike are looked for between groups too: every image is compared with all others, not
   * with those of its group alone.
   * @default true
   */
  acrossGroups?: boolean;
  /**
   * Folder that the names of images are relative to; with it the likely label errors are drawn.
   * @default none: no contact sheet
   */
  root?: string;
  /**
   * Seed of the pairs of different people that are drawn to see how alike they are.
   * @default 1
   */
  seed?: number;
  /**
   * Worker threads.
   * @default the number of processors
   */
  workers?: number;
  /** Ends the job, which then throws the signal's reason. */
  signal?: AbortSignal;
}

/** Which pairs of one person are hard. */
export interface PositiveRule {
  /**
   * Those of a similarity below it; where a group has none, all of its pairs, as in training.
   * @default no bound
   */
  below?: number;
  /** At most so many of a group, the least alike. @default 10000 */
  most?: number;
}

/** What was mined in one group. */
export interface MinedGroup {
  /** Its values with `-` between them; each in quotes where another group would have the same name. */
  readonly name: string;
  readonly images: number;
  readonly people: number;
  /** All pairs of one person. */
  readonly ownPairs: number;
  /** Pairs listed, and the least alike of them. */
  readonly positives: number;
  readonly lowestPositive?: number;
  /** Whether no pair was below the bound, so that pairs above it are listed. */
  readonly noneBelow: boolean;
  /** Pairs listed, and the most alike of them. */
  readonly negatives: number;
  readonly highestNegative?: number;
  /** Files beside the summary. */
  readonly files: { readonly positives: string; readonly negatives: string };
}

/** What came of {@link minePairs}; written as `mining.json` too. */
export interface MineSummary {
  readonly features: string;
  readonly images: number;
  readonly people: number;
  readonly dimension: number;
  readonly rejected: number;
  /** Pairs of images that were compared for hard negatives and people too much alike, and those an interrupted run had. */
  readonly pairs: number;
  readonly resumed: number;
  readonly groups: readonly MinedGroup[];
  /** Similarity that one of 1,000 drawn pairs of different people exceeds; undefined where all are one person. */
  readonly impostorLevel?: number;
  /** Median similarity of pairs of one person; undefined where nobody has two images. */
  readonly genuineMedian?: number;
  /** Likely label errors listed. */
  readonly disagreements: number;
  readonly lookAlikes: number;
  readonly labelErrors: string;
  /** The contact sheet, where images were found. */
  readonly sheet?: string;
}
