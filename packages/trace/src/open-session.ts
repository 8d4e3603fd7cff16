import type { TensorsOf, TracedFunctions } from './definition';
import { loadGraph } from './graph/load-graph';
import { nodeBackend } from './node-backend';
import type { Recording } from './recording';
import { TracedSession } from './traced-session';

/**
 * Loads a recording into a session of its own and gives its variables their first values.
 *
 * @param variables - initial values, in the recorded nesting; copied
 * @throws TraceError `load-failed` where TensorFlow does not accept the graph, `wrong-input` where a value does not fit.
 */
export async function openSession<Variables, Functions extends TracedFunctions>(
  recording: Recording<Variables, Functions>,
  variables: TensorsOf<Variables>,
): Promise<TracedSession<Variables, Functions>> {
  const backend = nodeBackend();
  const session = new TracedSession(backend, await loadGraph(backend, recording.savedModel), recording);
  try {
    session.write(variables);
    return session;
  } catch (error) {
    session.dispose();
    throw error;
  }
}
