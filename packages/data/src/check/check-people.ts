import type { CheckedBranch } from './check-plan';
import type { Finding } from './finding';

const EXAMPLES = 3;

/**
 * Whether the labels of a branch may be numbers of its own, 0 to n - 1: then equal labels of two branches do not say that
 * they are the same person.
 */
export function hasLocalLabels({ source: { classes } }: CheckedBranch): boolean {
  return classes.every((label, n) => label === String(n));
}

/**
 * People who are in two branches. In two groups that is a warning for each person. Of other branches it is one finding: a
 * notice where all people of one are in the other (a base branch of everybody), else a warning. The validation, which is the
 * last branch, must share nobody.
 */
export function* checkPeople(branches: readonly CheckedBranch[]): Generator<Finding> {
  const named = branches.filter((branch) => !hasLocalLabels(branch));
  for (const [n, second] of named.entries()) {
    const known = new Set(second.source.classes);
    for (const first of named.slice(0, n)) {
      const shared = first.source.classes.filter((person) => known.has(person));
      if (shared.length === 0) continue;
      const branch = `${first.name}, ${second.name}`;
      if (first.role === 'group' && second.role === 'group') {
        for (const person of shared) {
          const detail = `is in both groups: their distributions are not of different people`;
          yield { severity: 'warning', code: 'person-in-two-groups', branch, item: person, detail };
        }
        continue;
      }
      const some = shared.slice(0, EXAMPLES).join(', ') + (shared.length > EXAMPLES ? ', ...' : '');
      if (second.role === 'validation') {
        const detail = `${shared.length} people are in ${first.name} and in the validation (${some}): its results would be too good`;
        yield { severity: 'warning', code: 'people-in-validation', branch, item: '', detail };
        continue;
      }
      const [small, large] =
        first.source.classes.length < second.source.classes.length ? [first, second] : [second, first];
      const inside = shared.length === small.source.classes.length;
      yield {
        severity: inside ? 'notice' : 'warning',
        code: 'people-in-two-branches',
        branch,
        item: '',
        detail: `${inside ? 'all' : shared.length} of ${small.source.classes.length} people of ${small.name} are also in ${large.name} (${some})`,
      };
    }
  }
}
