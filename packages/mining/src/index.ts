export type { MinedGroup, MineOptions, MineSummary, PositiveRule } from './mine-options';
export { minePairs } from './mine-pairs';
