import { InputError, type JobEvent } from '@fairface/io';
import { readVerificationData } from '../read/read-verification-data';
import type { VerificationData } from '../read/verification-data';
import { fitMitigation, MITIGATION_DEFAULTS, type MitigationMethod } from './fit-mitigation';
import { loadImageFeatures } from './load-image-features';
import { type MitigationFile, writeMitigation } from './mitigation-file';
import type { MitigationKind } from './mitigation-parameters';
import { type PeopleSplit, splitPeople } from './split-people';

export interface RunFitMitigationOptions {
  /** The scored pairs: CSV `id1,id2,score[,label]`. */
  pairs: string;
  /** The attributes table: CSV with `path` or `id`, `subject`, and attributes. */
  attributes: string;
  method: MitigationKind;
  /** Attributes that make the groups; needed for `group-thresholds` and `cohort-group`. @default [] */
  by?: readonly string[];
  /** Cut points of numeric attributes. @default {} */
  bins?: Readonly<Record<string, readonly number[]>>;
  /** A feature file; needed for `fsn` and `faircal`. */
  features?: string;
  /** @default 100 */
  clusters?: number;
  /** FMR that thresholds are set for. @default 1e-3 */
  targetFmr?: number;
  /** Share of the people to fit on; the others are left to judge on. @default 0.5 */
  share?: number;
  /** @default 1 */
  seed?: number;
  /** The parameters, as JSON. */
  out: string;
}

export interface RunFitMitigationSummary {
  out: string;
  method: MitigationKind;
  /** What the fit looked at. */
  people: number;
  genuine: number;
  impostor: number;
  /** Groups or clusters that have the global threshold, because their pairs cannot show the target FMR. */
  unresolved: string[];
}

/**
 * The job behind `fairface mitigate fit`: reads pairs and attributes, fits a correction on one part of the people, and saves it.
 *
 * @throws InputError `missing-option`, `cannot-fit`, or as `readVerificationData`.
 */
export async function* runFitMitigation(
  options: RunFitMitigationOptions,
): AsyncGenerator<JobEvent, RunFitMitigationSummary> {
  const { pairs, attributes, bins = {}, out, by = [], method: kind, seed = 1 } = options;
  checkOptions(options);
  const data = yield* readVerificationData({ pairs, attributes, columns: by, bins });
  const split: PeopleSplit = { share: options.share ?? MITIGATION_DEFAULTS.share, seed };
  const method = await methodOf(options, data);
  const fitted = splitPeople(data, split).fitted;
  const genuine = fitted.genuine.reduce((sum, one) => sum + one, 0);
  const looked = {
    people: new Set([...fitted.left, ...fitted.right].map((image) => data.subjectOf[image])).size,
    genuine,
    impostor: fitted.length - genuine,
  };
  if (genuine === 0 || genuine === fitted.length) {
    throw new InputError({
      code: 'cannot-fit',
      file: pairs,
      message: `the pairs of the people to fit on lack ${genuine === 0 ? 'genuine' : 'impostor'} ones`,
      found: `${looked.people} people, ${looked.genuine} genuine and ${looked.impostor} impostor pairs`,
      hint: 'Fit on a larger share of the people, or give more pairs',
    });
  }
  let parameters;
  try {
    parameters = fitMitigation(data, { ...method, split });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError({
      code: 'cannot-fit',
      file: pairs,
      message: error.message,
      found: `${looked.people} people, ${looked.genuine} genuine and ${looked.impostor} impostor pairs to fit on`,
      hint: 'Fit on a larger share of the people, take fewer groups or clusters, or give more pairs',
      cause: error,
    });
  }
  const fittedOn: MitigationFile['fittedOn'] = {
    pairs,
    attributes,
    features: options.features ?? null,
    bins: Object.fromEntries(Object.entries(bins).map(([name, edges]) => [name, [...edges]])),
    split,
    ...looked,
  };
  await writeMitigation(out, { format: 'fairface-mitigation', version: 1, fittedOn, parameters });
  const unresolved = 'unresolved' in parameters ? parameters.unresolved.map(String) : [];
  return { out, method: kind, ...looked, unresolved };
}

function checkOptions({ method, by = [], features }: RunFitMitigationOptions): void {
  const lack = (what: string, hint: string): InputError =>
    new InputError({ code: 'missing-option', message: `${method} needs ${what}`, hint });
  if ((method === 'group-thresholds' || method === 'cohort-group') && by.length === 0)
    throw lack('attributes that make the groups', 'Name them with --by, for instance --by gender,race');
  if ((method === 'fsn' || method === 'faircal') && features === undefined)
    throw lack('the features of the images', 'Name the file with --features, for instance --features test.fea.mean');
}

async function methodOf(
  { method: kind, by = [], targetFmr, clusters, features = '', seed }: RunFitMitigationOptions,
  { images }: VerificationData,
): Promise<MitigationMethod> {
  if (kind === 'group-thresholds') return { kind, by, targetFmr };
  if (kind === 'cohort-group' || kind === 'cohort-z' || kind === 'cohort-t') return { kind, by };
  const loaded = await loadImageFeatures(features, images);
  return { kind, features: loaded, clusters, seed, ...(kind === 'fsn' ? { targetFmr } : {}) } as MitigationMethod;
}
