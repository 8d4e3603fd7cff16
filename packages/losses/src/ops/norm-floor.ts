/** Squared norms are taken as at least this, so that a vector of zeros gives cosines of 0 and finite gradients. */
export const NORM_FLOOR = 1e-12;
