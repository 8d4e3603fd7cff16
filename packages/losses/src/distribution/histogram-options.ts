/** Where and how a distribution of similarities is estimated. */
export interface HistogramOptions {
  /** Evenly spaced nodes. @default 100 */
  readonly nodes?: number;
  /** First node. @default 0 */
  readonly from?: number;
  /** Last node. @default 0.99 */
  readonly to?: number;
  /** Standard deviation of the Gaussian kernel, half the base of the triangle. @default 0.1; triangular: one step */
  readonly sigma?: number;
  /** @default 'gaussian' */
  readonly kernel?: 'gaussian' | 'triangular';
}

export interface HistogramShape extends Required<HistogramOptions> {
  /** Distance of two nodes. */
  readonly step: number;
  /** The nodes, ascending. */
  readonly positions: readonly number[];
}

/** @throws Error for values that give no histogram. */
export function resolveHistogram({
  nodes = 100,
  from = 0,
  to = 0.99,
  sigma,
  kernel = 'gaussian',
}: HistogramOptions = {}): HistogramShape {
  if (!Number.isInteger(nodes) || nodes < 2)
    throw new Error(`histogram: nodes must be an integer of at least 2; found ${nodes}.`);
  if (!(from < to)) throw new Error(`histogram: from must be below to; found ${from} and ${to}.`);
  if (kernel !== 'gaussian' && kernel !== 'triangular') {
    throw new Error(`histogram: kernel must be gaussian or triangular; found ${JSON.stringify(kernel)}.`);
  }
  const step = (to - from) / (nodes - 1);
  const width = sigma ?? (kernel === 'gaussian' ? 0.1 : step);
  if (!(width > 0)) throw new Error(`histogram: sigma must be above 0; found ${width}.`);
  if (kernel === 'triangular' && width < step * (1 - 1e-9)) {
    throw new Error(
      `histogram: sigma of a triangular kernel must be at least the nodes' distance ${step}; found ${width}.`,
    );
  }
  const positions = Array.from({ length: nodes }, (_, i) => from + i * step);
  return { nodes, from, to, sigma: width, kernel, step, positions };
}
