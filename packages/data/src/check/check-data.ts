import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Features } from '@fairface/features';
import { InputError, type JobProgress } from '@fairface/io';
import { loadPairs, type PairSource } from '../pairs/load-pairs';
import { loadSource } from '../source/load-source';
import { checkImages } from './check-images';
import { checkPairs } from './check-pairs';
import { checkPeople } from './check-people';
import type { CheckedBranch, CheckPlan } from './check-plan';
import { checkSizes, imagesOf } from './check-sizes';
import type { Finding } from './finding';

/** How far the check is, or something that it found. */
export type CheckEvent = JobProgress | ({ type: 'finding' } & Finding);

/** One branch in numbers. */
export interface BranchSummary {
  name: string;
  /** Where its items come from. */
  origin: string;
  items: number;
  people: number;
  /** Items of a person: fewest, median, most. */
  perPerson: [number, number, number];
  batch: number;
  /** Usable pairs; undefined where the branch is no group. */
  pairs?: number;
}

/** What was checked. */
export interface CheckSummary {
  /** Branches whose source could be loaded. */
  branches: BranchSummary[];
  /** Images that were read. */
  images: number;
  /** Findings of each severity. */
  counts: Record<Finding['severity'], number>;
}

/**
 * Checks training data without training: sources that cannot be loaded or leave something out, branches and groups that are
 * empty or too small for their batches, people in two branches or in the validation, pairs that name missing images or different people, images
 * that are missing or damaged or of another size than the crops, and equal images of different people.
 */
export async function* checkData(plan: CheckPlan): AsyncGenerator<CheckEvent, CheckSummary> {
  const counts: CheckSummary['counts'] = { error: 0, warning: 0, notice: 0 };
  let images = 0;
  function* tell(findings: Iterable<Finding>): Generator<CheckEvent> {
    for (const finding of findings) {
      counts[finding.severity] += 1;
      yield { type: 'finding', ...finding };
    }
  }
  const branches: CheckedBranch[] = [];
  const featureFiles = new Map<string, Promise<Features>>();
  const specs: Checked[] = plan.branches.map((spec) => {
    const role = plan.groups?.some(({ branch }) => branch === spec.name) ? 'group' : 'branch';
    return { ...spec, role };
  });
  if (plan.validation !== undefined)
    specs.push({ ...plan.validation, name: 'validation', role: 'validation', batch: 1 });
  for (const spec of specs) {
    const { branch, findings } = await load(spec, plan, featureFiles);
    if (branch !== undefined) branches.push(branch);
    yield* tell(findings);
  }
  for (const branch of branches) {
    const group = branch.role === 'group' ? plan.groups?.find((one) => one.branch === branch.name) : undefined;
    if (branch.role !== 'validation') yield* tell(checkSizes(branch));
    if (group !== undefined) yield* tell(checkPairs(branch, group.batch));
  }
  yield* tell(checkPeople(branches));
  if (plan.images !== false) {
    const { templateSize, workers = availableParallelism() } = plan;
    const job = checkImages(branches, { templateSize, workers });
    let step = await job.next();
    for (; !step.done; step = await job.next()) {
      if (step.value.type === 'finding') counts[step.value.severity] += 1;
      yield step.value;
    }
    images = step.value;
  }
  return { branches: branches.map(summarise), images, counts };
}

/** Why a source is empty, among the reasons that it cannot be loaded. */
const EMPTY = ['empty-list', 'no-labels', 'empty-table', 'filter-takes-none', 'no-people', 'no-records'];

type Checked = CheckPlan['branches'][0] & Pick<CheckedBranch, 'role'>;

async function load(
  spec: Checked,
  { groups = [], root = '.' }: CheckPlan,
  featureFiles: Map<string, Promise<Features>>,
): Promise<{ branch?: CheckedBranch; findings: Finding[] }> {
  const { name, batch, sampling, role } = spec;
  const group = role === 'group' ? groups.find(({ branch }) => branch === name) : undefined;
  const findings: Finding[] = [];
  const fail = (error: unknown, code?: string): void => {
    if (!(error instanceof InputError)) throw error;
    findings.push({ severity: 'error', code: code ?? error.code, branch: name, item: '', detail: error.message });
  };
  try {
    const source = await loadSource(spec, { root, featureFiles });
    for (const { item, reason, detail } of source.rejects) {
      findings.push({ severity: 'warning', code: reason, branch: name, item, detail });
    }
    let pairs: PairSource | undefined;
    try {
      if (group !== undefined) pairs = await loadPairs(resolve(root, group.pairs), source);
    } catch (error) {
      fail(error);
    }
    return { branch: { name, source, batch, sampling, role, pairs }, findings };
  } catch (error) {
    const empty = error instanceof InputError && EMPTY.includes(error.code);
    fail(error, empty ? `empty-${role}` : undefined);
    return { findings };
  }
}

function summarise({ name, source, batch, pairs }: CheckedBranch): BranchSummary {
  const { origin, names, labels, classes } = source;
  const counts = imagesOf(labels, classes.length).sort((a, b) => a - b);
  const at = (part: number): number => counts[Math.round(part * (counts.length - 1))] ?? 0;
  return {
    name,
    origin,
    items: names.length,
    people: classes.length,
    perPerson: [at(0), at(0.5), at(1)],
    batch,
    ...(pairs && { pairs: pairs.names.length }),
  };
}
