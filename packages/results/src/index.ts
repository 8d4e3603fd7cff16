export { predictPairs, type PredictOptions, type PredictSummary } from './predict-pairs';
