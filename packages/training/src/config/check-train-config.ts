import { branchBatch } from '@fairface/data';
import type { ConfigPath } from './config-document';
import type { ConfigProblem } from './config-error';
import { nearest } from './explain-issues';
import type { ParsedTrainConfig } from './train-config-schema';

/** What no field can tell alone: names that must exist, numbers that must fit each other. */
export function checkTrainConfig(config: ParsedTrainConfig): ConfigProblem[] {
  const groups = checkGroups(config);
  return [
    ...checkBranches(config),
    ...groups,
    // A group of a wrong name makes its terms wrong too: one problem is enough.
    ...(groups.length > 0 ? [] : checkConstraints(config)),
    ...checkNumbers(config),
    ...checkValidation(config),
  ];
}

function checkBranches({ branches, model, accumulate, groups }: ParsedTrainConfig): ConfigProblem[] {
  const problems = repeated(
    branches.map(({ name }) => name),
    (at) => ['branches', at, 'name'],
    'another branch has this name',
  );
  const adapter = model.preset === 'adapter';
  branches.forEach((branch, at) => {
    const path: ConfigPath = ['branches', at];
    const { init, features, type } = branch.head;
    const items = branchBatch(branch);
    if (items !== branch.batch) {
      problems.push({
        path: [...path, 'batch'],
        message: 'is another than the sampling says',
        expected: `${items}, or no batch`,
        found: String(branch.batch),
      });
    }
    if (branch.negatives !== undefined && branch.batch < 2) {
      problems.push({
        path: [...path, 'batch'],
        message: 'is too small for negatives',
        expected: 'at least 2',
        found: String(branch.batch),
      });
    }
    if (init === 'class-mean' && features === undefined && branch.features === undefined) {
      problems.push({
        path: [...path, 'head', 'features'],
        message: 'is missing',
        expected: 'with init: class-mean, a feature file of the images of the branch',
      });
    }
    if (init === 'xavier' && features !== undefined) {
      problems.push({
        path: [...path, 'head', 'features'],
        message: 'is not used with init: xavier',
        hint: 'Write init: class-mean, or leave the features out',
      });
    }
    if (type === 'magface') {
      for (const field of ['norms', 'margins'] as const) {
        const [low, high] = branch.head[field];
        if (low >= high) {
          problems.push({
            path: [...path, 'head', field],
            message: 'is out of order',
            expected: 'the smaller number first',
            found: `${low}, ${high}`,
          });
        }
      }
    }
    if (adapter !== (branch.features !== undefined)) {
      problems.push({
        path,
        message: adapter ? 'the adapter takes feature vectors' : 'the network takes images',
        expected: adapter ? 'a source `features`' : 'a source list, folder, table or tfrecord',
        found: adapter ? 'images' : 'features',
      });
    }
  });
  const images =
    branches.reduce((sum, { batch }) => sum + batch, 0) + groups.reduce((sum, { batch }) => sum + 2 * batch, 0);
  if (accumulate > images) {
    problems.push({
      path: ['accumulate'],
      message: 'is larger than the number of images a step',
      expected: `at most ${images}`,
      found: String(accumulate),
    });
  }
  return problems;
}

function checkGroups({ groups, branches }: ParsedTrainConfig): ConfigProblem[] {
  const names = branches.map(({ name }) => name);
  const problems = repeated(
    groups.map(({ branch }) => branch),
    (at) => ['groups', at, 'branch'],
    'another group is of this branch',
  );
  groups.forEach(({ branch }, at) => {
    const path = ['groups', at, 'branch'];
    const found = branches.find(({ name }) => name === branch);
    if (found === undefined) problems.push(unknownName(path, 'no branch has this name', branch, names));
    else if (found.batch < 2) {
      problems.push({
        path: ['branches', names.indexOf(branch), 'batch'],
        message: 'is too small for negatives of a group',
        expected: 'at least 2',
        found: String(found.batch),
      });
    }
  });
  return problems;
}

function checkConstraints({ groups, constraints }: ParsedTrainConfig): ConfigProblem[] {
  if (constraints === undefined) return [];
  const names = groups.map(({ branch }) => branch);
  if (names.length === 0) {
    return Object.keys(constraints).map((term) => ({
      path: ['constraints', term],
      message: 'needs groups',
      expected: 'groups, each a branch with its pairs',
      found: 'none',
    }));
  }
  const { kl } = constraints;
  if (kl === undefined) return [];
  if (names.length === 1) {
    return [
      { path: ['constraints', 'kl'], message: 'compares groups', expected: 'at least two groups', found: names.join() },
    ];
  }
  if (kl.between === 'all') return [];
  if (kl.anchor !== 'pairs') {
    return [
      {
        path: ['constraints', 'kl', 'between'],
        message: `does not go with anchor: ${kl.anchor}`,
        hint: 'Leave it out, or write anchor: pairs',
      },
    ];
  }
  return kl.between.flatMap((pair, at): ConfigProblem[] => {
    const path = ['constraints', 'kl', 'between', at];
    const unknown = pair.flatMap((name, side) =>
      names.includes(name) ? [] : [unknownName([...path, side], 'no group has this name', name, names)],
    );
    return pair[0] === pair[1] && unknown.length === 0
      ? [{ path, message: 'compares a group with itself', expected: 'two groups', found: pair.join(', ') }]
      : unknown;
  });
}

function checkNumbers({ histogram, schedule, steps }: ParsedTrainConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const below = (path: ConfigPath, value: number, limit: number, what: string): void => {
    if (value >= limit)
      problems.push({ path, message: 'is too large', expected: `less than ${what} (${limit})`, found: String(value) });
  };
  below(['histogram', 'from'], histogram.from, histogram.to, 'histogram.to');
  const gap = (histogram.to - histogram.from) / (histogram.nodes - 1);
  if (histogram.kernel === 'triangular' && gap > 0 && histogram.sigma !== undefined && histogram.sigma < gap) {
    problems.push({
      path: ['histogram', 'sigma'],
      message: 'is too small for a triangular kernel',
      expected: `at least the distance of two nodes (${gap.toPrecision(3)})`,
      found: String(histogram.sigma),
    });
  }
  below(['schedule', 'warmupSteps'], schedule.warmupSteps, steps, 'steps');
  if ('end' in schedule && schedule.end > schedule.learningRate) {
    problems.push({
      path: ['schedule', 'end'],
      message: 'is too large',
      expected: `at most schedule.learningRate (${schedule.learningRate})`,
      found: String(schedule.end),
    });
  }
  return problems;
}

function checkValidation({ validation, model }: ParsedTrainConfig): ConfigProblem[] {
  if (validation === undefined) return [];
  const problems: ConfigProblem[] = [];
  const { by, table, attributes, monitor, features } = validation;
  if (by.length > 0 && table === undefined && attributes === undefined) {
    problems.push({
      path: ['validation', 'by'],
      message: 'needs a table',
      expected: 'a source `table`, or `features` with `attributes`',
      found: 'no attributes',
    });
  }
  if (monitor.startsWith('gaps.') && by.length === 0) {
    problems.push({
      path: ['validation', 'monitor'],
      message: 'needs groups',
      expected: 'columns of the table in validation.by',
      found: `"${monitor}"`,
    });
  }
  if ((model.preset === 'adapter') !== (features !== undefined)) {
    const adapter = model.preset === 'adapter';
    problems.push({
      path: ['validation'],
      message: adapter ? 'the adapter takes feature vectors' : 'the network takes images',
      expected: adapter ? 'a source `features`' : 'a source list, folder, table or tfrecord',
      found: adapter ? 'images' : 'features',
    });
  }
  return problems;
}

function unknownName(path: ConfigPath, message: string, name: string, known: readonly string[]): ConfigProblem {
  return { path, message, expected: `one of ${known.join(', ')}`, found: `"${name}"`, ...nearest(name, known) };
}

function repeated(names: readonly string[], pathOf: (at: number) => ConfigPath, message: string): ConfigProblem[] {
  return names.flatMap((name, at) =>
    names.indexOf(name) < at ? [{ path: pathOf(at), message, expected: 'each name once', found: `"${name}"` }] : [],
  );
}
