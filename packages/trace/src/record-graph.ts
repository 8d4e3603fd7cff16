import type { TensorTree, TraceDefinition, TracedFunctions } from './definition';
import { encodeSavedModel } from './graph/encode-saved-model';
import { Graph } from './graph/graph';
import { nodeBackend } from './node-backend';
import { DECLARED, declareVariables } from './record/declare-variables';
import { recordFunction } from './record/record-function';
import type { RecordedFunction, Recording, VariableSlot } from './recording';
import { flattenTree, mapTree } from './tensor-tree';
import { TraceError } from './trace-error';

/**
 * Records functions into one graph without loading it: each runs once, eagerly, on zeros. Use it in place of `trace`
 * where another process is to run the graph, so that the memory the eager run took is given back.
 *
 * @throws TraceError where something cannot be recorded; the message names it and says what to do instead.
 */
export function recordGraph<Variables extends TensorTree, Functions extends TracedFunctions<Variables>>(
  definition: TraceDefinition<Variables, Functions>,
): Recording<Variables, Functions> {
  const { variables, functions, maxConstantBytes = 262_144, captured = 'refuse' } = definition;
  const backend = nodeBackend();
  const graph = new Graph();
  const declared = declareVariables(graph, variables);
  const slots = [...flattenTree(declared, DECLARED).values()].map(({ slot }) => slot);
  const recorded = new Map<string, RecordedFunction>();
  for (const [name, traced] of Object.entries(functions)) {
    const options = { name, graph, backend, maxConstantBytes, captured };
    recorded.set(name, recordFunction(options, traced, declared));
  }
  if (recorded.size === 0) throw new TraceError('wrong-input', 'There is no function to record.');
  const assigns = slots.map(({ assign }) => assign);
  const written = graph.marker('written', assigns);
  const { nodes, constants } = graph.reachable([...fetched(recorded.values(), slots), written]);
  const savedModel = encodeSavedModel(nodes);
  return {
    savedModel,
    functions: recorded,
    slots,
    variables: mapTree(declared, DECLARED, (_, path) => path),
    written,
    report: {
      nodes: nodes.length,
      graphBytes: savedModel.byteLength,
      constants: {
        count: constants.length,
        bytes: constants.reduce((sum, { bytes }) => sum + bytes, 0),
        largest: constants.sort((a, b) => b.bytes - a.bytes).slice(0, 5),
      },
      functions: Object.fromEntries(
        [...recorded].map(([name, { feeds, fetches, assigned }]) => {
          const outputs = [...fetches.keys()].filter((path) => path !== '');
          return [name, { inputs: [...feeds.keys()], outputs, assigned }];
        }),
      ),
    },
  };
}

/** Every node that a session feeds or fetches; a feed that nothing uses has to be there all the same. */
function fetched(functions: Iterable<RecordedFunction>, slots: readonly VariableSlot[]): string[] {
  return [
    ...[...functions].flatMap(({ feeds, fetches }) => [
      ...[...feeds.values()].map(({ node }) => node),
      ...fetches.values(),
    ]),
    ...slots.map(({ value }) => value),
  ];
}
