export { parseRange } from './parse-range';
export { predictRows } from './predict-rows';
