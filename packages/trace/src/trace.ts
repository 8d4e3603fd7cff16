import type { TensorsOf, TensorTree, TraceDefinition, TracedFunctions } from './definition';
import { openSession } from './open-session';
import { recordGraph } from './record-graph';
import type { TracedSession } from './traced-session';

/**
 * Records eager functions into one TensorFlow graph and opens it as a session that holds their variables.
 *
 * Each function runs once, eagerly, on zeros, while its operations are recorded. The definition's tensors and variables
 * are left as they are: the session works on copies.
 *
 * @throws TraceError `wrong-backend` where the current backend is not tfjs-node's; where something cannot be recorded
 * (a value read in JavaScript, JavaScript's randomness, shapes that depend on data, tensors from outside), a message
 * that names it and says what to do instead.
 */
export async function trace<Variables extends TensorTree, Functions extends TracedFunctions<Variables>>(
  definition: TraceDefinition<Variables, Functions>,
): Promise<TracedSession<Variables, Functions>> {
  const recording = recordGraph(definition);
  return openSession(recording, definition.variables as TensorsOf<Variables>);
}
