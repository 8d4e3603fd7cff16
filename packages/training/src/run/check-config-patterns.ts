import type { Network } from '@fairface/model';
import type { ConfigProblem } from '../config/config-error';
import { problemsOf } from '../config/config-origin';
import { nearest } from '../config/explain-issues';
import type { TrainConfig } from '../config/load-train-config';
import { namePattern, nameSome } from '../optimiser/name-pattern';
import { headName } from '../step/batch-gradients';

/**
 * Makes sure that every pattern of a configuration fits a parameter, and that something is left to train: a slip of the pen
 * would leave training other than meant, without a word.
 *
 * @throws ConfigError
 */
export function checkConfigPatterns(config: TrainConfig, { specs }: Pick<Network, 'specs'>): void {
  const { freeze, optimiser, branches } = config;
  const heads = branches.map(({ name }) => ({ name: headName(name), trainable: true }));
  const parameters = [...specs, ...heads];
  const isFrozen = namePattern(freeze);
  const trainable = parameters.filter((one) => one.trainable).map(({ name }) => name);
  const trained = trainable.filter((name) => !isFrozen(name));
  const all = parameters.map(({ name }) => name);
  const problems = [
    ...freeze.flatMap((pattern, at) => idle(['freeze', at], 'fits no parameter', pattern, all)),
    ...(trained.length > 0
      ? optimiser.groups.flatMap(({ match }, at) =>
          idle(['optimiser', 'groups', at, 'match'], 'fits no parameter that is trained', match, trained),
        )
      : [
          {
            path: ['freeze'],
            message: 'leaves nothing to train',
            expected: `patterns that leave some of ${nameSome(trainable)}`,
            found: freeze.join(', '),
          },
        ]),
  ];
  if (problems.length > 0) throw problemsOf(config, problems);
}

function idle(
  path: ConfigProblem['path'],
  message: string,
  pattern: string,
  names: readonly string[],
): ConfigProblem[] {
  if (names.some(namePattern([pattern]))) return [];
  const expected = `a pattern of ${nameSome(names)}`;
  return [{ path, message, expected, found: `"${pattern}"`, ...nearest(pattern, names) }];
}
