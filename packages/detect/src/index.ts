export { chooseFaces, type FaceChoice } from './choose-faces';
export { detectFaces, type DetectFacesOptions, type DetectSummary } from './detect-faces';
export type { Box, DetectedFace, Detector } from './detector';
export { type FaceApiDetectorOptions, loadFaceApiDetector } from './face-api-detector';
export { facesTablePath } from './faces-table';
