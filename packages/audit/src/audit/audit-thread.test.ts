import { goldenData } from '../testing/golden';
import { AuditThread } from './audit-thread';
import { lookAtPairs, type LookInput } from './look-at-pairs';

const { images, subjectOf, subjects, pairs } = goldenData();
const drawing = { groupOf: new Int32Array(images.length), groups: 1, resamples: 5 };
const look = (seed: number): LookInput => ({
  ...{ pairs, images: images.length, people: { subjectOf, subjects } },
  drawing: { ...drawing, seed },
});

it.each([
  ['beside', true],
  ['where it is asked for', false],
])('gives each task of several at once its own answer, with the work done %s', async (_, beside) => {
  const thread = new AuditThread(beside);
  try {
    thread.warmUp();
    const failing = thread.look({ ...look(1), pairs: undefined as never });
    const looked = Promise.all([2, 3].map((seed) => thread.look(look(seed))));
    await expect(failing).rejects.toThrow("'left' of 'undefined'");
    expect(await looked).toEqual([2, 3].map((seed) => lookAtPairs(look(seed))));
  } finally {
    await thread.close();
  }
});
