/** Error rates of the groups at one threshold, in the same order. */
export interface GroupRates {
  fmr: ArrayLike<number>;
  fnmr: ArrayLike<number>;
}
