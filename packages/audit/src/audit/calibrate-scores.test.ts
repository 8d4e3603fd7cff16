import { verificationDataFromRecords } from '../read/verification-data-from-records';
import { auditVerification } from './audit-verification';

const images = Array.from({ length: 80 }, (_, n) => ({
  id: `${n}`,
  subject: `${n >> 1}`,
  attributes: { g: n < 40 ? 'a' : 'b' },
}));
const pairs = images.flatMap((a, i) =>
  images.slice(i + 1).map((b, j) => ({
    id1: a.id,
    id2: b.id,
    score: Math.round((a.subject === b.subject ? 7 : 2) + (((7 * i + 11 * j * j) % 13) - 6) / 2 + (i < 20 ? 1 : 0)),
  })),
);
const calibrate = (rows: typeof pairs) => {
  const data = verificationDataFromRecords(images, rows);
  return auditVerification(data, { protected: ['g'], resamples: 100 }).scoreCalibration;
};

it('calibration errors and their intervals do not depend on the order of pairs with equal scores', () => {
  const [first, ...others] = calibrate(pairs);
  expect(first?.ece).toBeGreaterThan(0);
  const close = (value: number | null | undefined) => expect.closeTo(value ?? NaN, 12);
  const expected = [first, ...others].map((one) => ({
    ...one,
    ...{ ece: close(one?.ece), ks: close(one?.ks), brier: close(one?.brier) },
    intervals: Object.fromEntries(
      Object.entries(one?.intervals ?? {}).map(([id, { lower, upper }]) => [
        id,
        { lower: close(lower), upper: close(upper) },
      ]),
    ),
  }));
  const dealt = [0, 1, 2].flatMap((rest) => pairs.filter((_, n) => n % 3 === rest));
  for (const rows of [[...pairs].reverse(), dealt]) expect(calibrate(rows)).toEqual(expected);
});
