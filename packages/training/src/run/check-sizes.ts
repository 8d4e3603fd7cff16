import type { BranchPlan, PairPlan } from '@fairface/data';
import { problemsOf } from '../config/config-origin';
import type { ConfigProblem } from '../config/config-error';
import type { TrainConfig } from '../config/load-train-config';
import { sampledClasses } from './sampled-classes';

/**
 * Makes sure that a branch has people to tell apart, and that a step does not take more of it or of a group's pairs than
 * there is, and sees the classes of all people of a batch.
 *
 * @throws ConfigError
 */
export function checkSizes(config: TrainConfig, branches: readonly BranchPlan[], pairs: readonly PairPlan[]): void {
  const problems: ConfigProblem[] = [];
  const batchPeople = (at: number): number => {
    const { batch, sampling, source } = branches[at] as BranchPlan;
    return Math.min(typeof sampling === 'object' ? sampling.people : batch, source.classes.length);
  };
  branches.forEach(({ name, source, batch, sampling }, at) => {
    if (source.classes.length < 2) {
      problems.push({
        path: ['branches', at],
        message: 'has one person only',
        expected: 'two people or more',
        found: source.classes.join(),
      });
    } else if (typeof sampling === 'object' && sampling.people > source.classes.length) {
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
    const problem = sampleProblem(config.branches[at]?.head.sample, source.classes.length, batchPeople(at));
    if (problem !== undefined) problems.push({ path: ['branches', at, 'head', 'sample'], ...problem });
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

function sampleProblem(
  sample: number | undefined,
  classes: number,
  batchPeople: number,
): Pick<ConfigProblem, 'message' | 'expected' | 'found'> | undefined {
  const seen = sampledClasses(sample, classes);
  if (seen === undefined) return undefined;
  const found = sample === seen ? String(sample) : `${sample} (${seen} people)`;
  if (seen > classes) return { message: 'is more people than there are', expected: `at most ${classes}`, found };
  const least = Math.max(2, batchPeople);
  if (seen >= least) return undefined;
  return {
    message: 'is too small: a step has to see all people of its batch',
    expected: `at least ${least} of ${classes} people (${(Math.ceil((1000 * least) / classes) / 1000).toString()})`,
    found,
  };
}
