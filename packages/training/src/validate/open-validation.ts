import { type ScoredPairs, verificationDataFromRecords } from '@fairface/audit';
import { loadSource, type Source } from '@fairface/data';
import { InputError, type Reject } from '@fairface/io';
import type * as tf from '@tensorflow/tfjs';
import { readingField } from '../config/config-origin';
import type { TrainConfig } from '../config/load-train-config';
import { checkTemplate } from '../run/check-template';
import type { PreparedTraining } from '../run/prepare-training';
import { choosePairs, type ImagePairs } from './choose-pairs';
import { embedSource } from './embed-source';
import { judgedBy } from './judged-by';
import { pairCosines, type PairRating, ratePairs } from './rate-pairs';
import { readAttributes } from './read-attributes';
import { readValidationPairs } from './validation-pairs';

type ValidationConfig = NonNullable<TrainConfig['validation']>;

/** Pairs on which a training is judged while it goes on. */
export interface Validation {
  /** What was left out while source and pairs were read. */
  readonly rejects: readonly Reject[];
  readonly images: number;
  readonly pairs: number;
  /** Differs from that of a validation whose numbers do not compare with its own. */
  readonly judgedBy: string;
  /**
   * Rates the network as it is now.
   *
   * @param embed as a trainer has it
   */
  rate(embed: (inputs: tf.Tensor) => tf.Tensor2D): Promise<PairRating & { rejects: Reject[] }>;
}

/**
 * Loads what a configuration validates on; `undefined` where it asks for nothing.
 *
 * @throws InputError `no-genuine-pairs` or `no-impostor-pairs`, or for a source, pairs or attributes that cannot be used.
 */
export async function openValidation(
  { config, network, plan }: Pick<PreparedTraining, 'config' | 'network' | 'plan'>,
  workers?: number,
): Promise<Validation | undefined> {
  const { validation, seed } = config;
  const { preprocessing } = plan;
  if (validation === undefined || preprocessing === undefined) return undefined;
  const { by, targetFmr, batch } = validation;
  const source = await readingField(config, ['validation'], () => loadSource(validation));
  await readingField(config, ['validation'], () => checkTemplate(validation, config));
  const pairs = await readingField(config, ['validation', 'pairs'], () => pairsOf(validation, source, seed));
  checkPairs(source, pairs);
  const table = validation.table ?? validation.attributes;
  const values = await readingField(config, ['validation', 'by'], async () =>
    table === undefined ? source.names.map(() => []) : readAttributes(table, by, source.names),
  );
  return {
    rejects: [...source.rejects, ...(pairs.rejects ?? [])],
    images: source.names.length,
    pairs: pairs.left.length,
    judgedBy: judgedBy({ validation, source, pairs, values }),
    rate: async (embed) => {
      const options = { source, network, preprocessing, batch, workers, embed };
      const { vectors, rejects } = await embedSource(options);
      const score = pairCosines(vectors, network.embedding, pairs);
      const data = verificationData(source, by, values, scored(pairs, source, score, vectors, network.embedding));
      return { ...ratePairs(data, { by, targetFmr }), rejects };
    },
  };
}

async function pairsOf(
  { pairs, impostors }: ValidationConfig,
  source: Source,
  seed: number,
): Promise<ImagePairs & { rejects?: Reject[] }> {
  return pairs === undefined ? choosePairs(source.labels, { impostors, seed }) : readValidationPairs(pairs, source);
}

function checkPairs({ labels, origin }: Source, { left, right }: ImagePairs): void {
  const genuine = left.filter((a, n) => labels[a] === labels[right[n] as number]).length;
  if (genuine > 0 && genuine < left.length) return;
  throw new InputError({
    code: genuine === 0 ? 'no-genuine-pairs' : 'no-impostor-pairs',
    file: origin,
    message: `validation: there are no pairs of ${genuine === 0 ? 'one person' : 'two people'}`,
    expected: 'two people or more, with two images or more of some',
    found: `${left.length} pairs`,
  });
}

/** The pairs with their scores; those of an unreadable image, which has no vector, are left out. */
function scored(
  { left, right }: ImagePairs,
  { labels }: Source,
  score: Float64Array,
  vectors: Float32Array,
  dimension: number,
): ScoredPairs {
  const isEmpty = labels.map((_, item) =>
    vectors.subarray(item * dimension, (item + 1) * dimension).every((value) => value === 0) ? 1 : 0,
  );
  const kept = [...left.keys()].filter((n) => !isEmpty[left[n] as number] && !isEmpty[right[n] as number]);
  return {
    length: kept.length,
    left: Int32Array.from(kept, (n) => left[n] as number),
    right: Int32Array.from(kept, (n) => right[n] as number),
    score: Float64Array.from(kept, (n) => score[n] as number),
    genuine: Uint8Array.from(kept, (n) => (labels[left[n] as number] === labels[right[n] as number] ? 1 : 0)),
  };
}

function verificationData(
  { names, labels, classes }: Source,
  by: readonly string[],
  values: readonly (readonly string[])[],
  pairs: ScoredPairs,
) {
  const images = names.map((id, item) => ({
    id,
    subject: classes[labels[item] as number] as string,
    attributes: Object.fromEntries(by.map((name, at) => [name, values[item]?.[at] ?? ''])),
  }));
  return { ...verificationDataFromRecords(images, []), pairs };
}
