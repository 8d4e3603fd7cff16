import type { SimulateCoverageOptions } from '@fairface/audit';

/** One way to draw people and pairs. */
export interface Scenario {
  /** Head of the column. */
  title: string;
  people: SimulateCoverageOptions & { people: number };
}

const TWO = { fmr: [0.01, 0.02], fnmr: [0.05, 0.1] };
const FOUR = { fmr: [0.01, 0.01, 0.015, 0.03], fnmr: [0.05, 0.05, 0.08, 0.1] };
const EQUAL = { fmr: [0.01, 0.01, 0.01, 0.01], fnmr: [0.05, 0.05, 0.05, 0.05] };

/** The columns of the table: people in a group, groups, and the share of the scores' variance that is the people's. */
export const scenarios: readonly Scenario[] = [
  { title: '100 people, 2 groups', people: { people: 100, dependence: 0.3, ...TWO } },
  { title: '100 people, 4 groups', people: { people: 100, dependence: 0.1, ...FOUR } },
  { title: '100 people, 4 equal groups', people: { people: 100, dependence: 0.3, ...EQUAL } },
  { title: '200 people, 2 groups', people: { people: 200, dependence: 0.3, ...TWO } },
  { title: '50 people, 2 groups', people: { people: 50, dependence: 0.3, ...TWO } },
  { title: '20 people, 2 groups', people: { people: 20, dependence: 0.3, ...TWO } },
];
