export { exitCodes } from './cli/exit-codes';
export { buildProgram } from './program';
