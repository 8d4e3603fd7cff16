export * from './memory';
export * from './read-pairs';
export * from './sort-scores';
export * from './walk-scores';
