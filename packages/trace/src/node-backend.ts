import * as tf from '@tensorflow/tfjs';
import { TraceError } from './trace-error';

/** One attribute of a TensorFlow operation, as tfjs-node hands it to its addon. */
export interface OpAttribute {
  readonly name: string;
  /** TF_AttrType of TensorFlow's C API. */
  readonly type: number;
  readonly value: boolean | number | string | object | readonly number[] | readonly boolean[];
}

/** The part of tfjs-node's backend this package uses; every kernel of that backend goes through the first two. */
export interface NodeBackend {
  executeSingleOutput(name: string, attributes: OpAttribute[], inputs: tf.TensorInfo[]): tf.Tensor;
  executeMultipleOutputs(name: string, attributes: OpAttribute[], inputs: tf.TensorInfo[], count: number): tf.Tensor[];
  readSync(dataId: object): tf.TypedArray;
  read(dataId: object): Promise<tf.TypedArray>;
  write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object;
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  runSavedModel(id: number, inputs: tf.Tensor[], infos: { name: string }[], outputs: string[]): tf.Tensor[];
  deleteSavedModel(id: number): void;
  /** Every tensor by `dataId`: TensorFlow's `id`, or, where that is below 0, the values it will be made of. */
  readonly tensorMap: {
    has(dataId: object): boolean;
    get(dataId: object): { id: number; values: tf.TypedArray | null };
  };
  readonly binding: Readonly<Record<string, unknown>> & { deleteTensor(id: number): void };
}

const NEEDED = [
  'executeSingleOutput',
  'executeMultipleOutputs',
  'readSync',
  'read',
  'write',
  'loadSavedModelMetaGraph',
  'runSavedModel',
  'deleteSavedModel',
] as const;

/**
 * The current backend, where it is tfjs-node's.
 *
 * @throws TraceError `wrong-backend` where it is another one, known by what it can do rather than by its name.
 */
export function nodeBackend(): NodeBackend {
  const backend: unknown = tf.backend();
  if (isNodeBackend(backend)) return backend;
  throw new TraceError(
    'wrong-backend',
    `Tracing needs the TensorFlow backend of tfjs-node, found '${tf.getBackend()}'.`,
    {
      next: 'Load @tensorflow/tfjs-node or tfjs-node-gpu and set the backend `tensorflow`, or run the function eagerly.',
    },
  );
}

function isNodeBackend(backend: unknown): backend is NodeBackend {
  if (typeof backend !== 'object' || backend === null || !('binding' in backend) || !('tensorMap' in backend))
    return false;
  const methods = backend as Record<string, unknown>;
  return NEEDED.every((name) => typeof methods[name] === 'function');
}
