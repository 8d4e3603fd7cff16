import { drawMultiplicities } from './draw-multiplicities';
import { randomStream } from './random';

it('draws with the numbers of randomStream, stratum by stratum and resample by resample', () => {
  const stratumOf = Int32Array.of(0, 1, 0, 0, 1, 1, 0);
  const resamples = 130;
  const drawn = drawMultiplicities({ stratumOf, strata: 3, resamples, seed: 7 });
  const random = randomStream(7);
  const expected = new Uint8Array(stratumOf.length * resamples);
  for (const members of [
    [0, 2, 3, 6],
    [1, 4, 5],
  ])
    for (let resample = 0; resample < resamples; resample++)
      members.forEach(() => {
        const at = (members[Math.floor(random() * members.length)] ?? 0) * resamples + resample;
        expected[at] = (expected[at] ?? 0) + 1;
      });
  expect(drawn).toEqual(expected);
});
