/** Something that a check of training data found. */
export interface Finding {
  /**
   * - `error`: training would not start, or would stop;
   * - `warning`: training would run, but something is probably wrong;
   * - `notice`: worth knowing, often meant.
   */
  severity: 'error' | 'warning' | 'notice';
  /** A stable, kebab-case word, for instance `missing-file`. */
  code: string;
  /** The branch, or several separated by a comma and a space. */
  branch: string;
  /** The image, the person or the pair (separated by a tab); empty where a whole branch is meant. */
  item: string;
  /** What was found, for a person. */
  detail: string;
}
