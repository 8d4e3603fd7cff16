/** The definition of a number of the audit. */
export interface Definition {
  /** As in `audit.json`. */
  id: string;
  name: string;
  formula: string;
  /** In plain words. */
  meaning: string;
  range: string;
  ideal: string;
  source: string;
}

/** A definition from its parts. */
export const def = (
  id: string,
  name: string,
  formula: string,
  meaning: string,
  range: string,
  ideal: string,
  source: string,
): Definition => ({
  id,
  name,
  formula,
  meaning,
  range,
  ideal,
  source,
});
