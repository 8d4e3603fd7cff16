import { chooseEngine } from '@fairface/engine';
import { seededRandom } from '@fairface/io';
import { type ClassShard, createClassShard, createHead, type ShardForward, type TensorRecord } from '@fairface/losses';
import * as tf from '@tensorflow/tfjs';
import type { ShardAnswers, ShardContent, ShardRequests } from './shard-messages';

/** A step under way. */
type Step = {
  readonly forward: ShardForward;
  readonly validRows: tf.Tensor2D;
  readonly target?: tf.Tensor2D;
  readonly nextState?: TensorRecord;
  readonly gradient?: tf.Tensor2D;
};

type Handlers = {
  [Kind in keyof ShardRequests]: (body: ShardRequests[Kind]) => ShardAnswers[Kind] | Promise<ShardAnswers[Kind]>;
};

/** Some classes of a head: their weights, and its part of every step. One lives in each process of a sharded head. */
export class Shard implements Handlers {
  #place: ShardRequests['open'] | undefined;
  #maths: ClassShard | undefined;
  #weights: tf.Tensor2D | undefined;
  #momentum: tf.Tensor2D | undefined;
  #state: TensorRecord = {};
  #step: Step | undefined;

  async open(place: ShardRequests['open']): Promise<undefined> {
    await chooseEngine({ engine: place.engine });
    this.#place = place;
    this.#maths = createClassShard(place.head);
    this.#state = this.#maths.initialState();
    this.#weights = tf.tensor2d(glorotColumns(place), this.#shape());
    this.#momentum = tf.zeros(this.#shape());
    return undefined;
  }

  forward({ embeddings, labels, validRows }: ShardRequests['forward']): ShardAnswers['forward'] {
    this.#endStep();
    const { dimension, first } = this.#opened().place;
    const { weights, maths } = this.#opened();
    const rows = labels.length;
    const halfSquares = tf.tidy(() => tf.mul(tf.sum(tf.square(weights)), 0.5).dataSync()[0] as number);
    this.#step = tf.tidy(() => {
      const own = tf.tensor1d(
        labels.map((label) => label - first),
        'int32',
      );
      const forward = maths.forward(tf.tensor2d(embeddings, [rows, dimension]), own, weights);
      return { forward, validRows: tf.tensor2d(validRows, [rows, 1]) };
    });
    return { target: numbers(this.#step.forward.target), halfSquares };
  }

  softmax({ target }: ShardRequests['softmax']): ShardAnswers['softmax'] {
    const step = this.#running();
    const whole = tf.tensor2d(target, [target.length, 1]);
    const { state, ...share } = tf.tidy(() => {
      const { validRows, forward } = step;
      const found = this.#opened().maths.softmax(forward, { target: whole, validRows, state: this.#state });
      return { ...found, state: cloned(found.state) };
    });
    this.#step = { ...step, target: whole, nextState: state };
    const { largest, sum, targetLogit, regulariser } = share;
    const answer = {
      largest: numbers(largest),
      sum: numbers(sum),
      targetLogit: numbers(targetLogit),
      regulariser: numbers(regulariser),
    };
    tf.dispose(share);
    return answer;
  }

  backward({ logSum }: ShardRequests['backward']): ShardAnswers['backward'] {
    const { weights, maths, place } = this.#opened();
    const step = this.#running();
    const {
      embeddings,
      weights: gradient,
      squaredNorm,
    } = tf.tidy(() => {
      const { target, validRows, forward } = step;
      if (target === undefined) throw new Error('A shard was asked for its gradient before its soft-max.');
      const whole = { target, validRows, state: this.#state, first: place.first === 0 };
      const found = maths.backward(weights, forward, { ...whole, logSum: tf.tensor2d(logSum, [logSum.length, 1]) });
      return { ...found, squaredNorm: tf.sum(tf.square(found.weights)) };
    });
    this.#step = { ...step, gradient };
    const answer = { embeddings: numbers(embeddings), squaredNorm: squaredNorm.dataSync()[0] as number };
    tf.dispose([embeddings, squaredNorm]);
    return answer;
  }

  update({ learningRate, momentum, l2, gradientScale }: ShardRequests['update']): undefined {
    const { gradient, nextState } = this.#running();
    if (gradient === undefined || nextState === undefined)
      throw new Error('A shard was asked to update before its gradient.');
    const { weights, velocity } = this.#opened();
    const after = tf.tidy(() => {
      const decayed = tf.add(tf.mul(gradient, gradientScale), tf.mul(weights, l2));
      const next = tf.add<tf.Tensor2D>(tf.mul(velocity, momentum), decayed);
      const moved = tf.sub<tf.Tensor2D>(weights, tf.mul(next, learningRate));
      return { weights: moved, momentum: next, state: cloned(nextState) };
    });
    this.#become(after);
    return undefined;
  }

  read(): ShardContent {
    const { weights, velocity } = this.#opened();
    const state = Object.entries(this.#state).map(([name, value]) => [name, value.dataSync()[0] as number] as const);
    return { weights: numbers(weights), momentum: numbers(velocity), state: Object.fromEntries(state) };
  }

  write({ weights, momentum, state }: ShardContent): undefined {
    const given = Object.entries(state).map(([name, value]) => [name, tf.scalar(value)] as const);
    this.#become({
      weights: tf.tensor2d(weights, this.#shape()),
      momentum: tf.tensor2d(momentum, this.#shape()),
      state: Object.fromEntries(given),
    });
    return undefined;
  }

  #become({ weights, momentum, state }: { weights: tf.Tensor2D; momentum: tf.Tensor2D; state: TensorRecord }): void {
    this.#endStep();
    tf.dispose([this.#weights ?? [], this.#momentum ?? [], this.#state]);
    [this.#weights, this.#momentum, this.#state] = [weights, momentum, state];
  }

  #endStep(): void {
    if (this.#step !== undefined) tf.dispose(this.#step);
    this.#step = undefined;
  }

  #shape(): [number, number] {
    const { head, dimension, classes } = this.#opened().place;
    return createHead(head).weightShape(dimension, classes);
  }

  #opened() {
    const [place, maths, weights, velocity] = [this.#place, this.#maths, this.#weights, this.#momentum];
    if (place === undefined || maths === undefined) throw new Error('A shard was asked before it was opened.');
    return { place, maths, weights: weights as tf.Tensor2D, velocity: velocity as tf.Tensor2D };
  }

  #running(): Step {
    if (this.#step === undefined) throw new Error('A shard was asked to go on with a step that has not begun.');
    return this.#step;
  }
}

const numbers = (tensor: tf.Tensor): Float32Array => Float32Array.from(tensor.dataSync());

const cloned = (record: TensorRecord): TensorRecord =>
  Object.fromEntries(Object.entries(record).map(([name, tensor]) => [name, tf.clone(tensor)]));

/** Glorot's uniform weights, the same for a class in whatever shard it is; [D, columns]. */
function glorotColumns({ head, dimension, first, classes, allClasses, seed }: ShardRequests['open']): Float32Array {
  const perClass = createHead(head).weightShape(1, 1)[1];
  const columns = classes * perClass;
  const limit = Math.sqrt(6 / (dimension + allClasses * perClass));
  const weights = new Float32Array(dimension * columns);
  for (let c = 0; c < classes; c++) {
    const random = seededRandom(seed, 'sharded-head', first + c);
    for (let column = c * perClass; column < (c + 1) * perClass; column++) {
      for (let d = 0; d < dimension; d++) weights[d * columns + column] = limit * (2 * random.next() - 1);
    }
  }
  return weights;
}
