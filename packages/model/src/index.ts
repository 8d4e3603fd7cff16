export { type FaceApiEmbedderOptions, loadFaceApiEmbedder } from './face-api-embedder';
