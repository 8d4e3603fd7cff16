export * from './bin-scores';
export * from './calibrate-groups';
export * from './fit-isotonic';
export * from './memory';
export * from './read-pairs';
export * from './sort-scores';
export * from './walk-scores';
