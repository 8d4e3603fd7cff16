import { InputError, type JobEvent } from '@fairface/io';
import { type AttributeTable, readAttributes } from '../read/read-attributes';
import { resolverOf } from '../read/resolver-of';
import { loadImageFeatures } from './load-image-features';
import { type MitigationFile, readMitigation } from './mitigation-file';
import { type CorrectedImages, prepareCorrection } from './prepare-correction';
import { type Rescore, rewriteScores } from './rewrite-scores';
import { isFitPerson } from './split-people';

export interface RunApplyMitigationOptions {
  /** The scored pairs: CSV `id1,id2,score[,...]`. */
  pairs: string;
  /** The correction, as `runFitMitigation` saved it. */
  parameters: string;
  /** The attributes table; needed for corrections by group and for `heldOut`. */
  attributes?: string;
  /** A feature file; needed for `fsn` and `faircal`. */
  features?: string;
  /**
   * Write only pairs of people that the correction was not fitted on: those to judge it by.
   * @default false
   */
  heldOut?: boolean;
  /** The pair file with corrected scores. */
  out: string;
}

export interface RunApplyMitigationSummary {
  out: string;
  method: string;
  /** Pairs written. */
  pairs: number;
  /** Pairs left out because a person was fitted on. */
  leftOut: number;
}

/**
 * The job behind `fairface mitigate apply`: rewrites the scores of a pair file. Everything else in the file stays as it is. Yields
 * rejects of `rewriteScores`, `missing-subject`, `unknown-group`, `no-feature` and `no-cohort`.
 *
 * @throws InputError `missing-option`, or as `readMitigation`, `readAttributes` and `loadFeatures`.
 */
export async function* runApplyMitigation(
  options: RunApplyMitigationOptions,
): AsyncGenerator<JobEvent, RunApplyMitigationSummary> {
  const { pairs, parameters: path, out, heldOut = false } = options;
  const fit = await readMitigation(path);
  checkOptions(options, fit);
  const table = yield* attributesOf(options, fit);
  const images = await imagesOf(options, fit, table);
  const correction = prepare(options, fit, images);
  const split = fit.fittedOn.split;
  const fitPerson = heldOut ? (table?.subjects ?? []).map((name) => isFitPerson(name, split)) : [];
  const rescore: Rescore = (score, left, right) => {
    if (heldOut) {
      const [a, b] = [table?.subjectOf[left] ?? -1, table?.subjectOf[right] ?? -1];
      if (a < 0 || b < 0) {
        const image = images.images[a < 0 ? left : right] ?? '';
        return { reason: 'missing-subject', detail: `${options.attributes} names no subject for "${image}"` };
      }
      if (fitPerson[a] === true || fitPerson[b] === true) return undefined;
    }
    const corrected = correction.correct(score, left, right);
    return Number.isFinite(corrected) ? corrected : correction.explain(left, right);
  };
  const job = rewriteScores({ pairs, out, resolver: resolverOf(images.images), rescore });
  const { written, leftOut } = yield* job;
  return { out, method: fit.parameters.kind, pairs: written, leftOut };
}

const groupsOf = ({ parameters }: MitigationFile): string[] => ('by' in parameters ? parameters.by : []);

function checkOptions(
  { attributes, features, heldOut = false, parameters }: RunApplyMitigationOptions,
  fit: MitigationFile,
): void {
  const { kind } = fit.parameters;
  const lack = (message: string, hint: string): InputError => new InputError({ code: 'missing-option', message, hint });
  const by = groupsOf(fit);
  if (attributes === undefined && by.length > 0)
    throw lack(`${kind} needs the attributes ${by.join(', ')} of the images`, 'Name the table with --attributes');
  if (attributes === undefined && heldOut)
    throw lack('which pairs are held out depends on who is in the images', 'Name the table with --attributes');
  if (features === undefined && 'centres' in fit.parameters)
    throw lack(`${kind} needs the features of the images`, 'Name the file with --features');
  if (heldOut && fit.fittedOn.split.share >= 1) {
    throw new InputError({
      code: 'nobody-held-out',
      file: parameters,
      message: 'was fitted on everybody, so that nobody is held out',
      hint: 'Fit with a --share below 1, or judge on other people without --held-out',
    });
  }
}

async function* attributesOf(
  { attributes }: RunApplyMitigationOptions,
  fit: MitigationFile,
): AsyncGenerator<JobEvent, AttributeTable | undefined> {
  if (attributes === undefined) return undefined;
  const job = readAttributes(attributes, { columns: groupsOf(fit), bins: fit.fittedOn.bins });
  for (;;) {
    const step = await job.next();
    if (step.done === true) return step.value;
    // Who is in an image matters for held-out pairs only, and then each of those pairs is rejected.
    if (step.value.type !== 'reject' || step.value.reason !== 'missing-subject') yield step.value;
  }
}

async function imagesOf(
  { features: file }: RunApplyMitigationOptions,
  { parameters }: MitigationFile,
  table: AttributeTable | undefined,
): Promise<CorrectedImages> {
  const attributes = table?.attributes ?? new Map<string, never>();
  if ('centres' in parameters) {
    const features = await loadImageFeatures(file ?? '', table?.images);
    return { images: [...features.images], attributes, features };
  }
  const known = table?.images ?? ('cohort' in parameters ? Object.keys(parameters.cohort) : []);
  return { images: known, attributes };
}

function prepare(
  { features }: RunApplyMitigationOptions,
  { parameters }: MitigationFile,
  images: CorrectedImages,
): ReturnType<typeof prepareCorrection> {
  try {
    return prepareCorrection(parameters, images);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InputError({
      code: 'wrong-features',
      file: features,
      message: cause.message,
      hint: 'Take features of the same model as for the fit',
      cause,
    });
  }
}
