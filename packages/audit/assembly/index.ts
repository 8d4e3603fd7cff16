export * from './memory';
export * from './read-pairs';
