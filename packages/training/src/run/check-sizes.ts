import type { BranchPlan, PairPlan } from '@fairface/data';
import { problemsOf } from '../config/config-origin';
import type { ConfigProblem } from '../config/config-error';
import type { TrainConfig } from '../config/load-train-config';

/**
 * Makes sure that a step does not take more of a branch or of a group's pairs than there is.
 *
 * @throws ConfigError
 */
export function checkSizes(config: TrainConfig, branches: readonly BranchPlan[], pairs: readonly PairPlan[]): void {
  const problems: ConfigProblem[] = [];
  branches.forEach(({ name, source, batch, sampling }, at) => {
    if (typeof sampling === 'object' && sampling.people > source.classes.length) {
      problems.push({
        path: ['branches', at, 'sampling', 'people'],
        message: `is more than branch "${name}" has`,
        expected: `at most ${source.classes.length} people`,
        found: String(sampling.people),
      });
    } else if (batch > source.names.length) {
      problems.push({
        path: ['branches', at, 'batch'],
        message: `is larger than branch "${name}"`,
        expected: `at most ${source.names.length} images`,
        found: String(batch),
      });
    }
  });
  pairs.forEach(({ group, pairs: source, batch }, at) => {
    if (batch <= source.names.length) return;
    problems.push({
      path: ['groups', at, 'batch'],
      message: `is larger than the pairs of group "${group}"`,
      expected: `at most ${source.names.length} pairs`,
      found: String(batch),
    });
  });
  if (problems.length > 0) throw problemsOf(config, problems);
}
