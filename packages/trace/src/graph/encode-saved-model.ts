import type { GraphNode } from './graph';
import { SavedModel } from './saved-model-schema';

/** The tag the graph is loaded by. */
export const TAG = 'serve';

/** GraphDef version of TensorFlow 2.21's line: newer than every operation that tfjs-node knows. Older ones read it too. */
const PRODUCER = 2474;

/** `saved_model.pb`: one graph without weights and without signatures. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  const node = nodes.map(({ name, op, inputs, attributes }) => ({ name, op, input: inputs, attr: attributes }));
  return SavedModel.encode({
    savedModelSchemaVersion: 1,
    metaGraphs: [{ metaInfoDef: { tags: [TAG] }, graphDef: { node, versions: { producer: PRODUCER } } }],
  }).finish();
}
