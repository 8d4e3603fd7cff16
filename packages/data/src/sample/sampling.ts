import { z } from 'zod';

const count = z.number().int().min(1);

/** How a branch draws its items. */
export const samplingSchema = z.union([
  z.literal('epoch'),
  z.literal('uniform-people'),
  z.strictObject({ people: count, images: count }),
]);

/**
 * How a branch draws its items:
 * - `epoch`: every item once an epoch, in an order of its own each epoch;
 * - `uniform-people`: every person once an epoch of people, whatever the number of its images; these take turns. A batch
 *   may be larger than the branch: a small group's people then come several times in it;
 * - `{ people: P, images: K }`: P different people, K images of each (different ones where the person has K).
 */
export type Sampling = z.infer<typeof samplingSchema>;
