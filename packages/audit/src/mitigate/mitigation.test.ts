import { groupErrorRates } from '../fairness/group-error-rates';
import { maxMinRatio } from '../fairness/max-min-ratio';
import type { VerificationData } from '../read/verification-data';
import { verificationDataFromRecords } from '../read/verification-data-from-records';
import { randomNormal, randomStream } from '../uncertainty/random';
import { betaProbability, fitBetaCalibration } from './beta-calibration';
import { assignClusters, kMeans } from './k-means';
import { applyMitigation, fitMitigation, type FitMitigationOptions } from './mitigation';

/** Two groups; scores of group b are 0.15 higher. Features are near (1, 0) for a and (0, 1) for b. */
function sample(seed: number): VerificationData & { features: { values: Float32Array; count: number; size: number } } {
  const random = randomStream(seed);
  const images = Array.from({ length: 160 }, (_, n) => ({
    id: `i${n}`,
    subject: `s${n >> 1}`,
    attributes: { group: n < 80 ? 'a' : 'b' },
  }));
  const pairs = images.flatMap((one, i) =>
    images.slice(i + 1).flatMap((other, j) => {
      const k = i + 1 + j;
      if (i < 80 !== k < 80) return [];
      const shift = i < 80 ? 0 : 0.15;
      const centre = one.subject === other.subject ? 0.6 : 0;
      return [{ id1: one.id, id2: other.id, score: centre + shift + 0.08 * randomNormal(random) }];
    }),
  );
  const values = Float32Array.from(
    { length: 320 },
    (_, n) => (n % 2 === (n < 160 ? 0 : 1) ? 1 : 0) + 0.1 * randomNormal(random),
  );
  return { ...verificationDataFromRecords(images, pairs), features: { values, count: 160, size: 2 } };
}

const [fitted, judged] = [sample(1), sample(2)];
const inequity = (scores: Float64Array): number => {
  const data = { ...judged, pairs: { ...judged.pairs, score: scores } };
  const [rates] = groupErrorRates(data, { by: ['group'], targetFmr: 0.02 });
  return maxMinRatio(rates?.groups.map(({ fmr }) => fmr.rate ?? NaN) ?? []);
};

describe('mitigation', () => {
  it.each<[string, number, FitMitigationOptions]>([
    ['group thresholds', 2.5, { kind: 'group-thresholds', by: ['group'], targetFmr: 0.02 }],
    ['FSN', 2.5, { kind: 'fsn', features: fitted.features, clusters: 2, targetFmr: 0.02 }],
    [
      'FairCal (whose curves fit the bulk, not the tail)',
      7,
      { kind: 'faircal', features: fitted.features, clusters: 2 },
    ],
    ['cohort of the group (M3)', 2.5, { kind: 'cohort-group', by: ['group'] }],
  ])('%s, fitted on one sample, evens out another', (_, most, options) => {
    const parameters = fitMitigation(fitted, options);
    const saved = JSON.parse(JSON.stringify(parameters)) as typeof parameters;
    expect(saved).toEqual(parameters);
    const before = inequity(judged.pairs.score);
    const after = inequity(applyMitigation(judged, saved, judged.features));
    expect(before).toBeGreaterThan(8);
    expect(after).toBeLessThan(most);
  });

  it.each(['cohort-z', 'cohort-t'] as const)(
    '%s takes away what images have in common with their impostors',
    (kind) => {
      expect(inequity(applyMitigation(judged, fitMitigation(judged, { kind })))).toBeLessThan(2.5);
    },
  );

  it('group thresholds shift a pair by the mean of its images’ shifts, by hand', () => {
    const parameters = {
      ...{ kind: 'group-thresholds' as const, by: ['group'], targetFmr: 0.1, global: 0.5 },
      thresholds: { a: 0.4, b: 0.7 },
    };
    const data = verificationDataFromRecords(
      [
        { id: '1', subject: '1', attributes: { group: 'a' } },
        { id: '2', subject: '2', attributes: { group: 'b' } },
        { id: '3', subject: '3', attributes: { group: 'a' } },
      ],
      [
        { id1: '1', id2: '3', score: 0.3 },
        { id1: '1', id2: '2', score: 0.3 },
      ],
    );
    const [same, mixed] = applyMitigation(data, parameters);
    expect(same).toBeCloseTo(0.4, 12);
    expect(mixed).toBeCloseTo(0.25, 12);
  });

  it('says what is missing', () => {
    const fsn = fitMitigation(fitted, { kind: 'fsn', features: fitted.features, clusters: 2 });
    expect(() => applyMitigation(judged, fsn)).toThrow('needs a feature row for each of the 160 images; found 0');
    const thresholds = {
      kind: 'group-thresholds' as const,
      by: ['group'],
      targetFmr: 0.1,
      global: 0,
      thresholds: { a: 0 },
    };
    expect(() => applyMitigation(judged, thresholds)).toThrow('group b was not seen');
  });
});

describe('parts', () => {
  it('k-means finds the two clusters, the same for a seed', () => {
    const { features } = fitted;
    const clusterOf = assignClusters(features, kMeans(features, 2, 3));
    expect(new Set(clusterOf.subarray(0, 80)).size).toBe(1);
    expect(new Set(clusterOf.subarray(80)).size).toBe(1);
    expect(clusterOf[0]).not.toBe(clusterOf[159]);
    expect(kMeans(features, 2, 3)).toEqual(kMeans(features, 2, 3));
    expect(() => kMeans({ ...features, count: 1 }, 2)).toThrow('cannot make 2 clusters of 1 rows');
  });

  it('beta calibration finds the map that made the labels', () => {
    const random = randomStream(4);
    const truth = { a: 2, b: 1.5, c: 0.3 };
    const score = Float64Array.from({ length: 20_000 }, () => 2 * random() - 1);
    const genuine = Uint8Array.from(score, (s) => (random() < betaProbability(truth, s) ? 1 : 0));
    const found = fitBetaCalibration({ score, genuine });
    for (const s of [-0.8, -0.2, 0.4, 0.9]) expect(betaProbability(found, s)).toBeCloseTo(betaProbability(truth, s), 1);
  });

  it('beta calibration never falls as the score rises, and stays finite where kinds are apart', () => {
    for (const genuine of [Uint8Array.from([1, 1, 0, 0, 1]), Uint8Array.from([0, 0, 0, 1, 1])]) {
      const map = fitBetaCalibration({ score: Float64Array.from([-0.9, -0.5, 0, 0.5, 0.9]), genuine });
      const values = [-0.9, -0.5, 0, 0.5, 0.9].map((s) => betaProbability(map, s));
      expect(values.every(Number.isFinite)).toBe(true);
      values.slice(1).forEach((value, n) => expect(value).toBeGreaterThanOrEqual(values[n] ?? NaN));
    }
  });
});
