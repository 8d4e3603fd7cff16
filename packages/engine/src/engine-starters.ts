import type { EngineName, EngineStarter } from './engine-name';
import { startCpu } from './start-cpu';
import { startNative } from './start-native';
import { startWasm } from './start-wasm';

/** How each engine is started. */
export const engineStarters: Record<EngineName, EngineStarter> = {
  native: startNative,
  wasm: startWasm,
  cpu: startCpu,
};
