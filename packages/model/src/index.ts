export { loadModel, type LoadedModel, type LoadModelOptions } from './checkpoint/load-model';
export { expectTensors } from './checkpoint/expect-tensors';
export { matchTensors } from './checkpoint/match-tensors';
export { defaultPreprocessing, imagePreprocessing, type ModelPreprocessing } from './checkpoint/model-preprocessing';
export { readSafetensors } from './checkpoint/read-safetensors';
export type { Safetensors, SafeTensor } from './checkpoint/safe-tensor';
export { type Model, saveModel } from './checkpoint/save-model';
export { writeSafetensors } from './checkpoint/write-safetensors';
export {
  type AdapterConfig,
  type ModelConfig,
  modelConfigSchema,
  type ModelOptions,
  modelOptionsSchema,
  type PresetName,
  type ResNetConfig,
} from './config/model-config';
export { presets } from './config/presets';
export { resolveModel } from './config/resolve-model';
export { type FaceApiEmbedderOptions, faceApiPreprocessing, loadFaceApiEmbedder } from './embedder/face-api-embedder';
export { loadModelEmbedder } from './embedder/load-model-embedder';
export { fold, type FoldedModel } from './fold/fold';
export { buildNetwork } from './network/build-network';
export { countParameters, type ParameterCount } from './network/count-parameters';
export { estimateMemory } from './network/estimate-memory';
export type { ForwardOptions, ForwardResult, Network } from './network/network';
export type { ParameterKind, ParameterSpec, TensorRecord } from './network/parameter-spec';
