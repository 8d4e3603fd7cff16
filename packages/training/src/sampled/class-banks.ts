import { seededRandom } from '@fairface/io';
import { ClassBank } from '@fairface/losses';
import { headName } from '../step/batch-gradients';
import { checkHeadInit, type HeadInit } from '../step/initialise-state';
import type { DrawnClasses } from '../step/step-inputs';
import type { SampledNumbers } from '../step/train-state';
import type { TrainStep } from '../step/train-step';
import { drawXavier } from '../step/xavier-weights';

/** Classes of one step. Its rows are valid until the next one is drawn. */
export interface ClassDraw extends DrawnClasses {
  /** By branch, ascending. */
  readonly ids: Readonly<Record<string, Int32Array>>;
}

/** One branch's bank. */
interface Held {
  readonly bank: ClassBank;
  /** [classes, embedding]; with sub-centres a row a centre. */
  readonly shape: readonly [number, number];
  /** Classes that a step sees. */
  readonly sample: number;
  /** Names of the optimiser's state, `velocity/heads/BRANCH`. */
  readonly slots: readonly string[];
}

/**
 * Class weights of the branches that sample their classes, and the optimiser's state of them, in plain memory: a step is
 * fed with those of some classes ({@link draw}) and what it gives back is kept ({@link keep}). All other classes stay as
 * they are. Partial FC (An et al., ICCVW 2021, arXiv 2010.05222).
 */
export class ClassBanks {
  readonly #banks: ReadonlyMap<string, Held>;
  /** Used from step to step. */
  readonly #rows = new Map<string, Float32Array>();

  /** Banks of zeros. */
  constructor({ layout, inputSpecs }: Pick<TrainStep, 'layout' | 'inputSpecs'>) {
    const { heads, optimiser } = inputSpecs.sampled;
    this.#banks = new Map(
      layout.branches.flatMap(({ name, classes, sample }) => {
        if (sample === undefined) return [];
        const [rows = 0, embedding = 0] = heads[name]?.shape ?? [];
        const shape = [(rows / sample) * classes, embedding] as const;
        const slots = Object.keys(optimiser).filter((slot) => slot.endsWith(`/${headName(name)}`));
        const bank = new ClassBank({ classes, dimension: (shape[0] / classes) * embedding, slots });
        return [[name, { bank, shape, sample, slots }] as const];
      }),
    );
  }

  /**
   * The banks before the first step: the same numbers that the branches would have without sampling.
   *
   * @param init as for `TrainStep.initialise`
   * @throws RangeError where class weights have another size.
   */
  static initialise(
    trainStep: Pick<TrainStep, 'layout' | 'inputSpecs'>,
    seed: number,
    init: HeadInit = {},
  ): ClassBanks {
    const banks = new ClassBanks(trainStep);
    for (const [name, { bank, shape }] of banks.#banks) {
      const [columns, embedding] = shape;
      const put = (value: number, d: number, c: number): void => void (bank.weights[c * embedding + d] = value);
      const given = init[name];
      if (given === undefined) drawXavier([embedding, columns], seed, name, put);
      else {
        checkHeadInit(name, [embedding, columns], given);
        given.forEach((value, i) => put(value, Math.floor(i / columns), i % columns));
      }
    }
    return banks;
  }

  /** Classes that a step sees, and all of them, by branch. */
  get sizes(): Record<string, { seen: number; classes: number }> {
    const sizes = [...this.#banks].map(([name, { sample, bank }]) => {
      return [name, { seen: sample, classes: bank.classes }] as const;
    });
    return Object.fromEntries(sizes);
  }

  /**
   * The classes of one step: the batch's own, filled up with others, every other one as likely.
   *
   * @param seed of the training
   * @param labels - by branch, of the batch
   * @throws Error where a label is none, or the batch has more classes than a step sees.
   */
  draw(seed: number, step: number, labels: Readonly<Record<string, Int32Array>>): ClassDraw {
    const drawn = [...this.#banks].map(([name, { bank, sample, slots }]) => {
      // Every branch has draws of its own.
      const own = seededRandom(seed, 'sampled-classes', name).integer(2 ** 31);
      const { ids, places } = bank.sample(own, step, labels[name] ?? new Int32Array(), sample);
      const rowsOf = (key: string, slot?: string): Float32Array => {
        const into = this.#rows.get(key) ?? new Float32Array(ids.length * bank.dimension);
        this.#rows.set(key, into);
        return bank.gather(ids, { slot, into });
      };
      const optimiser = slots.map((slot) => [slot, rowsOf(slot, slot)] as const);
      return { name, ids, places, weights: rowsOf(name), optimiser };
    });
    return {
      ids: Object.fromEntries(drawn.map(({ name, ids }) => [name, ids])),
      labels: Object.fromEntries(drawn.map(({ name, places }) => [name, places])),
      rows: {
        heads: Object.fromEntries(drawn.map(({ name, weights }) => [name, weights])),
        optimiser: Object.fromEntries(drawn.flatMap(({ optimiser }) => optimiser)),
      },
    };
  }

  /** Keeps what a step made of the rows that it was fed with; what it left out (frozen weights) stays. */
  keep({ ids }: Pick<ClassDraw, 'ids'>, { heads, optimiser }: SampledNumbers): void {
    for (const [name, { bank, slots }] of this.#banks) {
      const own = ids[name];
      if (own === undefined) continue;
      const weights = heads[name];
      if (weights !== undefined) bank.scatter(own, weights);
      for (const slot of slots) {
        const rows = optimiser[slot];
        if (rows !== undefined) bank.scatter(own, rows, slot);
      }
    }
  }

  /**
   * All numbers by the names under which a checkpoint keeps them, `heads/BRANCH` and `optimiser/NAME`: the banks' own
   * arrays, to be read, or filled with those of a checkpoint.
   */
  tensors(): Map<string, { shape: readonly number[]; data: Float32Array }> {
    return new Map(
      [...this.#banks].flatMap(([name, { bank, shape, slots }]) => [
        [headName(name), { shape, data: bank.weights }] as const,
        ...slots.map((slot) => [`optimiser/${slot}`, { shape, data: bank.slots[slot] as Float32Array }] as const),
      ]),
    );
  }
}
