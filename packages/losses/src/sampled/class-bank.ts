import { seededRandom } from '@fairface/io';

export interface ClassBankOptions {
  /** Classes, C. */
  readonly classes: number;
  /** Numbers of a class, D; with K sub-centres K D, one centre after the other. */
  readonly dimension: number;
  /**
   * What is kept of every class beside its weights, as many numbers each, such as the moments of an optimiser.
   * @default ['momentum'], which {@link ClassBank.update} changes
   */
  readonly slots?: readonly string[];
}

export interface GatherOptions {
  /** Which numbers of the classes. @default their weights */
  readonly slot?: string;
  /** Filled in place of a new array. */
  readonly into?: Float32Array;
}

export interface UpdateOptions {
  readonly learningRate: number;
  /** @default 0.9 */
  readonly momentum?: number;
  /** Times the weights, added to the gradient. @default 0 */
  readonly weightDecay?: number;
}

/** Classes of one step and where the batch's labels are among them. */
export interface ClassSample {
  /** Ascending, all different, all of the batch's labels among them. */
  readonly ids: Int32Array;
  /** For every label of the batch its place in `ids`. */
  readonly places: Int32Array;
}

/**
 * Centres of very many classes with their momentum (or what else an optimiser keeps of them), in plain memory (8 bytes a
 * number: 1,000,000 classes of 512 take 4.1 GB), of which a step sees a random part that holds the batch's own classes:
 * Partial FC (An et al., ICCVW 2021, arXiv 2010.05222; CVPR 2022, arXiv 2203.15565). What the step gets has the same
 * shape every time.
 *
 * @example
 * const { ids, places } = bank.sample(seed, step, labels, 100_000);
 * const weights = tf.tensor2d(bank.gather(ids), [ids.length, 512]);
 * // gradients of head.loss(embeddings, tf.tensor1d(places, 'int32'), weights, { layout: 'rows' })
 * bank.update(ids, gradient, { learningRate: 0.1 });
 */
export class ClassBank {
  readonly classes: number;
  readonly dimension: number;
  /** One row a class, [C, D]. */
  readonly weights: Float32Array;
  /** By name, [C, D] each; all begin at 0. */
  readonly slots: Readonly<Record<string, Float32Array>>;

  /** A bank of zeros. */
  constructor({ classes, dimension, slots = ['momentum'] }: ClassBankOptions) {
    for (const [name, value] of Object.entries({ classes, dimension })) {
      if (!Number.isInteger(value) || value < 1)
        throw new Error(`ClassBank: ${name} must be a whole number above 0; found ${value}.`);
    }
    [this.classes, this.dimension] = [classes, dimension];
    this.weights = new Float32Array(classes * dimension);
    this.slots = Object.fromEntries(slots.map((name) => [name, new Float32Array(classes * dimension)]));
  }

  /** Weights uniform in +- sqrt(6 / (D + C)) (Glorot and Bengio 2010); momentum 0. */
  static glorot(options: ClassBankOptions, seed: number): ClassBank {
    const bank = new ClassBank(options);
    const limit = Math.sqrt(6 / (bank.dimension + bank.classes));
    const random = seededRandom(seed, 'class-bank');
    for (let i = 0; i < bank.weights.length; i++) bank.weights[i] = limit * (2 * random.next() - 1);
    return bank;
  }

  /**
   * The labels' classes, filled up with others, every other one as likely: a function of seed, step and labels alone.
   *
   * @throws Error where `size` is less than the batch's classes or more than all, or a label is none.
   */
  sample(seed: number, step: number, labels: Int32Array, size: number): ClassSample {
    if (!Number.isInteger(size) || size > this.classes) {
      throw new Error(`ClassBank: cannot sample ${size} of ${this.classes} classes.`);
    }
    const taken = new Uint8Array(this.classes);
    let count = 0;
    const take = (id: number): void => {
      if (taken[id] === 0) count += 1;
      taken[id] = 1;
    };
    for (const label of labels) {
      if (!(label >= 0 && label < this.classes))
        throw new Error(`ClassBank: there is no class ${label} of ${this.classes}.`);
      take(label);
    }
    if (count > size) throw new Error(`ClassBank: the batch has ${count} classes, more than the ${size} to sample.`);
    const random = seededRandom(seed, 'class-sample', step);
    if (size === this.classes) taken.fill(1);
    else while (count < size) take(random.integer(this.classes));
    const ids = new Int32Array(size);
    // How many of the taken classes come before: the place of a class in `ids`.
    const before = new Int32Array(this.classes);
    for (let id = 0, at = 0; id < this.classes; id++) {
      before[id] = at;
      if (taken[id] === 1) ids[at++] = id;
    }
    return { ids, places: labels.map((label) => before[label] as number) };
  }

  /** Weights of the classes, or what a slot holds of them, [ids, D]. */
  gather(
    ids: Int32Array,
    { slot, into = new Float32Array(ids.length * this.dimension) }: GatherOptions = {},
  ): Float32Array {
    const values = this.#values(slot);
    this.#eachRow(ids, into, (row, at) => into.set(values.subarray(row, row + this.dimension), at));
    return into;
  }

  /** Replaces weights of the classes, or what a slot holds of them; all else stays. */
  scatter(ids: Int32Array, rows: Float32Array, slot?: string): void {
    const values = this.#values(slot);
    this.#eachRow(ids, rows, (row, at) => values.set(rows.subarray(at, at + this.dimension), row));
  }

  /**
   * One step of stochastic gradient descent on these classes only: momentum = m * momentum + gradient + decay * weight,
   * weight = weight - rate * momentum. The others keep weights and momentum, the bank's slot of that name.
   *
   * @param gradients - [ids, D]
   */
  update(
    ids: Int32Array,
    gradients: Float32Array,
    { learningRate, momentum = 0.9, weightDecay = 0 }: UpdateOptions,
  ): void {
    const { weights, dimension } = this;
    const velocities = this.#values('momentum');
    this.#eachRow(ids, gradients, (row, at) => {
      for (let i = 0; i < dimension; i++) {
        const weight = weights[row + i] as number;
        const velocity =
          momentum * (velocities[row + i] as number) + (gradients[at + i] as number) + weightDecay * weight;
        velocities[row + i] = velocity;
        weights[row + i] = weight - learningRate * velocity;
      }
    });
  }

  #values(slot: string | undefined): Float32Array {
    const values = slot === undefined ? this.weights : this.slots[slot];
    if (values !== undefined) return values;
    const names = Object.keys(this.slots).join(', ') || 'none';
    throw new Error(`ClassBank: there is no slot '${slot}'; the slots are ${names}.`);
  }

  #eachRow(ids: Int32Array, rows: Float32Array, visit: (row: number, at: number) => void): void {
    const { dimension } = this;
    if (rows.length !== ids.length * dimension) {
      throw new Error(
        `ClassBank: ${ids.length} classes of ${dimension} numbers expected; found ${rows.length} numbers.`,
      );
    }
    ids.forEach((id, i) => visit(id * dimension, i * dimension));
  }
}
