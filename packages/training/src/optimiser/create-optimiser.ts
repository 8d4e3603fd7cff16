import { adamw } from './adamw';
import { checkPatterns } from './name-pattern';
import type { Optimiser, OptimisedVariable, OptimiserOptions } from './optimiser';
import { parameterRules } from './parameter-rules';
import { sgd } from './sgd';

/**
 * The optimiser of some variables.
 *
 * @throws RangeError where a number is out of its range or a group's pattern fits no variable.
 */
export function createOptimiser(options: OptimiserOptions, variables: readonly OptimisedVariable[]): Optimiser {
  const { weightDecay = 0, headWeightDecay = 0, groups = [] } = options;
  const decays = [weightDecay, headWeightDecay, ...groups.map((group) => group.weightDecay ?? 0)];
  expectAll('weightDecay', 'at least 0', decays, (value) => value >= 0);
  expectAll(
    'rate',
    'at least 0',
    groups.map(({ rate = 1 }) => rate),
    (value) => value >= 0,
  );
  checkPatterns(
    'optimiser.groups',
    groups.map(({ match }) => match),
    variables.map(({ name }) => name),
  );
  const rules = parameterRules(options, variables);
  if (options.type === 'sgd') {
    expectAll('momentum', 'from 0 to below 1', [options.momentum ?? 0.9], isFraction);
    return sgd(options, rules);
  }
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  expectAll('beta1 and beta2', 'above 0 and below 1', [beta1, beta2], (value) => isFraction(value) && value > 0);
  expectAll('epsilon', 'above 0', [epsilon], (value) => value > 0);
  return adamw(options, rules);
}

const isFraction = (value: number): boolean => value >= 0 && value < 1;

function expectAll(name: string, expected: string, values: readonly number[], fits: (value: number) => boolean): void {
  const wrong = values.find((value) => !fits(value));
  if (wrong !== undefined) throw new RangeError(`The optimiser: expected ${name} ${expected}, found ${wrong}.`);
}
