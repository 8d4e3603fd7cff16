export { applyMomentum, type MomentumStep } from './apply-momentum';
export { compileFunction, type CompiledFunction } from './compile-function';
export { compareTraced, type TraceComparison, type TracedCall } from './compare-traced';
export type {
  InputsOf,
  OutputsOf,
  StepResult,
  TensorSpec,
  TensorsOf,
  TensorTree,
  TraceDefinition,
  TracedFunction,
  TracedFunctions,
} from './definition';
export { openSession } from './open-session';
export { recordGraph } from './record-graph';
export type { Recording, TraceReport } from './recording';
export { statelessUniform } from './stateless-uniform';
export { trace } from './trace';
export { TraceError, type TraceErrorCode } from './trace-error';
export { TracedSession } from './traced-session';
