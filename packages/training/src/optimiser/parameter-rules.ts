import { namePattern } from './name-pattern';
import type { CommonOptimiserOptions, OptimisedVariable } from './optimiser';

/** What holds for one variable. */
export interface ParameterRule {
  readonly weightDecay: number;
  /** Factor to the learning rate. */
  readonly rate: number;
}

/** The rule of every variable, by its kind and by the first group that fits its name. */
export function parameterRules(
  { weightDecay = 0, headWeightDecay = 0, groups = [] }: CommonOptimiserOptions,
  variables: readonly OptimisedVariable[],
): ReadonlyMap<string, ParameterRule> {
  const matchers = groups.map((group) => ({ group, fits: namePattern([group.match]) }));
  const usual = ({ kind }: OptimisedVariable): number => {
    if (kind === 'classWeights') return headWeightDecay;
    return kind === 'kernel' || kind === 'weights' ? weightDecay : 0;
  };
  return new Map(
    variables.map((variable) => {
      const group = matchers.find(({ fits }) => fits(variable.name))?.group;
      return [variable.name, { weightDecay: group?.weightDecay ?? usual(variable), rate: group?.rate ?? 1 }];
    }),
  );
}
