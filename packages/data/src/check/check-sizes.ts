import { InputError } from '@fairface/io';
import { createSampler } from '../sample/create-sampler';
import { members } from '../sample/members';
import type { CheckedBranch } from './check-plan';
import type { Finding } from './finding';

/** Fewer people than this make a distribution of similarities that says little. */
const FEW_PEOPLE = 10;

/** An epoch of fewer steps than this brings every item in almost every step. */
export const FEW_STEPS = 2;

/** Branches that are too small for their batches or for a distribution of similarities. */
export function* checkSizes({ name, source, batch, sampling, role }: CheckedBranch): Generator<Finding> {
  const found = (severity: Finding['severity'], code: string, detail: string): Finding => ({
    severity,
    code,
    branch: name,
    item: '',
    detail,
  });
  const { labels, classes, names } = source;
  const failure = samplerFailure({ name, labels, classes: classes.length, batch, sampling });
  if (failure !== undefined) yield found('error', failure.code, failure.message);
  else if (names.length < FEW_STEPS * batch) {
    const detail = `${names.length} images are fewer than ${FEW_STEPS} batches of ${batch}: every image comes in almost every step`;
    yield found('warning', `tiny-${role}`, detail);
  }
  if (classes.length === 1) {
    yield found('warning', 'one-person', `all ${names.length} images are of ${classes[0]}: there are no impostors`);
  } else if (role === 'group' && classes.length < FEW_PEOPLE) {
    yield found('warning', 'tiny-group', `${classes.length} people give few different impostor pairs`);
  }
  const counts = imagesOf(labels, classes.length);
  const single = counts.filter((count) => count === 1).length;
  if (single > 0) {
    const detail = `${single} of ${classes.length} people have one image: they have no genuine pair`;
    yield found('notice', 'single-images', detail);
  }
  const wanted = typeof sampling === 'object' ? sampling.images : 1;
  const fewer = counts.filter((count) => count < wanted).length;
  if (fewer > 0) {
    const detail = `${fewer} of ${classes.length} people have fewer than the ${wanted} images that sampling asks for: theirs are repeated`;
    yield found('notice', 'repeated-images', detail);
  }
}

/** Numbers of images of all classes. */
export function imagesOf(labels: Int32Array, classes: number): number[] {
  const groups = members(labels, classes);
  return Array.from({ length: classes }, (_, label) => groups.of(label).length);
}

/** What a sampler of these options says; undefined where it can be made. */
export function samplerFailure(options: Omit<Parameters<typeof createSampler>[0], 'seed'>): InputError | undefined {
  try {
    createSampler({ ...options, seed: 0 });
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
