import type { EngineName } from '@fairface/engine';
import { combineSoftmax, createHead, type HeadOptions } from '@fairface/losses';
import { ShardClient } from './shard-client';
import type { HeadState, ShardAnswers, ShardContent, ShardRequests } from './shard-messages';
import { joinColumns, takeColumns } from './columns';

export interface ShardedHeadOptions {
  /** Any but `cifp`. */
  readonly head: HeadOptions;
  /** D. */
  readonly dimension: number;
  readonly classes: number;
  /** Processes, among which classes are divided evenly, or the classes of each; at least 2 classes a process. */
  readonly shards: number | readonly number[];
  /** Of the first weights (Glorot, uniform), which do not depend on the shards. @default 0 */
  readonly seed?: number;
  /** Engine of the processes. @default 'auto' */
  readonly engine?: EngineName | 'auto';
  /** @default 0.9 */
  readonly momentum?: number;
  /** Times half the sum of squares of the weights. @default 0.001 */
  readonly l2?: number;
}

export interface ShardedLoss {
  /** Mean of the head's loss over the rows that count. */
  readonly loss: number;
  /** l2 times half the sum of squares of all weights. */
  readonly l2: number;
  /** Of `loss` at the embeddings, [n, D]. */
  readonly gradient: Float32Array;
  /** Squared norm of `loss`'s gradient at all weights, for clipping by the norm over everything. */
  readonly squaredNorm: number;
}

export interface UpdateStep {
  readonly learningRate: number;
  /** Factor of the gradients, for clipping. @default 1 */
  readonly gradientScale?: number;
}

/**
 * A margin head whose classes are spread over processes, for more classes than one process holds: model-parallel
 * soft-max. Embeddings go to every process; target cosines, maxima and sums of the soft-max, and gradients of the
 * embeddings come back and are combined: per row and process a few numbers and one embedding. Losses, gradients and
 * weights are those of the head in one piece up to rounding.
 *
 * @example
 * const head = await openShardedHead({ head: { type: 'arcface' }, dimension: 512, classes: 100_000, shards: 4 });
 * const { loss, gradient } = await head.step(embeddings, labels);
 * await head.update({ learningRate: 0.1 });
 */
export class ShardedHead {
  readonly options: ShardedHeadOptions;
  readonly #shards: readonly ShardClient[];
  /** Columns of each shard. */
  readonly #columns: readonly number[];

  /** @param shards as {@link openShardedHead} starts them */
  constructor(options: ShardedHeadOptions, shards: readonly ShardClient[], columns: readonly number[]) {
    [this.options, this.#shards, this.#columns] = [options, shards, columns];
  }

  /** The processes' ids. */
  get pids(): readonly (number | undefined)[] {
    return this.#shards.map(({ pid }) => pid);
  }

  /**
   * Loss and gradients of one step; the weights' stay in the processes for {@link update}, without which the next step
   * forgets them.
   *
   * @param embeddings - [n, D], not normalised
   * @param labels - [n]
   * @param validRows - [n], 1 for rows that count; all where missing
   * @throws Error where a label is none or sizes do not fit, or a process ended.
   */
  async step(
    embeddings: Float32Array,
    labels: Int32Array,
    validRows = new Float32Array(labels.length).fill(1),
  ): Promise<ShardedLoss> {
    this.#check(embeddings, labels, validRows);
    const forwards = await this.#all('forward', { embeddings, labels, validRows });
    const target = sum(forwards.map(({ target }) => target));
    const { logSum, loss } = combineSoftmax(await this.#all('softmax', { target }), validRows);
    const gradients = await this.#all('backward', { logSum });
    const squares = forwards.reduce((all, { halfSquares }) => all + halfSquares, 0);
    return {
      loss,
      l2: (this.options.l2 ?? 0.001) * squares,
      gradient: sum(gradients.map(({ embeddings }) => embeddings)),
      squaredNorm: gradients.reduce((all, { squaredNorm }) => all + squaredNorm, 0),
    };
  }

  /** momentum = m * momentum + scale * gradient + l2 * weights; weights = weights - rate * momentum, of the last step. */
  async update({ learningRate, gradientScale = 1 }: UpdateStep): Promise<void> {
    const { momentum = 0.9, l2 = 0.001 } = this.options;
    await this.#all('update', { learningRate, momentum, l2, gradientScale });
  }

  /** Weights and momentum, [D, classes * K] each, and the head's state: all that a checkpoint needs. */
  async read(): Promise<ShardContent> {
    const parts = await this.#all('read', {});
    const join = (of: (part: ShardContent) => Float32Array) => joinColumns(parts.map(of), this.#columns);
    return {
      weights: join((part) => part.weights),
      momentum: join((part) => part.momentum),
      state: parts[0]?.state ?? {},
    };
  }

  /** Goes on from what {@link read} gave, with any number of shards. */
  async write({ weights, momentum, state }: ShardContent): Promise<void> {
    const all = this.#columns.reduce((sum, columns) => sum + columns, 0);
    const size = all * this.options.dimension;
    for (const [name, { length }] of Object.entries({ weights, momentum })) {
      if (length !== size) throw new Error(`ShardedHead: ${name} must have ${size} numbers; found ${length}.`);
    }
    checkState(createHead(this.options.head).stateNames, state);
    let from = 0;
    await Promise.all(
      this.#shards.map((shard, i) => {
        const place = { from, columns: this.#columns[i] as number, of: all };
        from += place.columns;
        return shard.ask('write', {
          weights: takeColumns(weights, place),
          momentum: takeColumns(momentum, place),
          state,
        });
      }),
    );
  }

  /** Ends the processes. */
  async dispose(): Promise<void> {
    await Promise.all(this.#shards.map((shard) => shard.close()));
  }

  async #all<Kind extends keyof ShardRequests>(kind: Kind, body: ShardRequests[Kind]): Promise<ShardAnswers[Kind][]> {
    // All answers are waited for, so that after an error no process is still busy.
    const answers = await Promise.allSettled(this.#shards.map((shard) => shard.ask(kind, body)));
    return answers.map((answer) => {
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    });
  }

  #check(embeddings: Float32Array, labels: Int32Array, validRows: Float32Array): void {
    const { dimension, classes } = this.options;
    if (labels.length === 0 || embeddings.length !== labels.length * dimension || validRows.length !== labels.length) {
      throw new Error(
        `ShardedHead: ${labels.length} labels, ${embeddings.length} numbers of embeddings of ${dimension} and ${validRows.length} valid rows do not fit.`,
      );
    }
    const wrong = labels.find((label) => !(label >= 0 && label < classes));
    if (wrong !== undefined) throw new Error(`ShardedHead: there is no class ${wrong} of ${classes}.`);
  }
}

/**
 * Starts the processes of a sharded head.
 *
 * @throws Error for options that do not fit, or where a process cannot start; none is left running then.
 */
export async function openShardedHead(options: ShardedHeadOptions): Promise<ShardedHead> {
  const { head, dimension, classes, shards, seed = 0, engine = 'auto' } = options;
  const sizes = shardSizes(classes, shards);
  const [, perClass] = createHead(head).weightShape(1, 1);
  let first = 0;
  const places = sizes.map((size) => {
    const place = { head, engine, dimension, first, classes: size, allClasses: classes, seed };
    first += size;
    return place;
  });
  const clients = places.map(
    ({ first, classes }) => new ShardClient(`Shard of classes ${first} to ${first + classes - 1}`),
  );
  const opened = new ShardedHead(
    options,
    clients,
    sizes.map((size) => size * perClass),
  );
  try {
    await Promise.all(clients.map((client, i) => client.ask('open', places[i] as ShardRequests['open'])));
  } catch (error) {
    await opened.dispose();
    throw error;
  }
  return opened;
}

function shardSizes(classes: number, shards: number | readonly number[]): readonly number[] {
  const sizes =
    typeof shards === 'number'
      ? Array.from(
          { length: shards },
          (_, i) => Math.floor(((i + 1) * classes) / shards) - Math.floor((i * classes) / shards),
        )
      : shards;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length > 0 && all === classes && sizes.every((size) => Number.isInteger(size) && size >= 2)) return sizes;
  throw new Error(
    `ShardedHead: ${classes} classes cannot be divided as ${JSON.stringify(shards)}; a process needs at least 2.`,
  );
}

function checkState(names: readonly string[], state: HeadState): void {
  const missing = names.filter((name) => typeof state[name] !== 'number');
  if (missing.length > 0) throw new Error(`ShardedHead: its state lacks ${missing.join(', ')}.`);
}

function sum(parts: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = parts;
  return first.map((value, i) => others.reduce((all, part) => all + (part[i] as number), value));
}
