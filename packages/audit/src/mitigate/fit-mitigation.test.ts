import { groupErrorRates } from '../fairness/group-error-rates';
import { maxMinRatio } from '../fairness/max-min-ratio';
import type { VerificationData } from '../read/verification-data';
import { verificationDataFromRecords } from '../read/verification-data-from-records';
import { randomNormal, randomStream } from '../uncertainty/random';
import { betaProbability, fitBetaCalibration } from './beta-calibration';
import { assignClusters, kMeans } from './k-means';
import { isFitPerson, splitPeople } from './split-people';
import { applyMitigation } from './apply-mitigation';
import { fitMitigation, type FitMitigationOptions } from './fit-mitigation';

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

const BETA = [2.3512177, 1.02418693, 0.12625869];
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
      kind: 'group-thresholds' as const,
      by: ['group'],
      targetFmr: 0.1,
      global: 0.5,
      thresholds: { 'group=a': 0.4, 'group=b': 0.7 },
      unresolved: [],
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

  const few = verificationDataFromRecords(
    ['1', '2', '3', '4'].map((id) => ({ id, subject: id, attributes: { group: id < '3' ? 'a' : 'b' } })),
    [
      { id1: '1', id2: '2', score: 0.5 },
      { id1: '3', id2: '1', score: 0.3 },
    ],
  );

  it('fsn and faircal weigh the clusters of both images, by hand', () => {
    // Images 1 and 2 lie by the first centre, image 3 by the second.
    const features = {
      values: Float32Array.from([1, 0, 0.8, 0.6, 0.6, 0.8, 0, 1]),
      count: 4,
      size: 2,
      rowOf: Int32Array.from([0, 1, 2, 3]),
    };
    const centres = [
      [1, 0],
      [0, 1],
    ];
    const shifted = applyMitigation(
      few,
      { kind: 'fsn', targetFmr: 0.1, centres, global: 0.5, thresholds: [0.4, 0.7], unresolved: [] },
      features,
    );
    expect([...shifted]).toEqual([expect.closeTo(0.5 + 0.1, 12), expect.closeTo(0.3 - 0.1 + 0.05, 12)]);
    // With p = (1 + s) / 2, a = b = 1 and c = ln(n), the probability is n p / (n p + 1 - p).
    const calibrations = [
      { a: 1, b: 1, c: 0, n: 30 },
      { a: 1, b: 1, c: Math.log(3), n: 10 },
    ];
    const probable = applyMitigation(few, { kind: 'faircal', centres, calibrations }, features);
    const [first, second] = [0.65, (3 * 0.65) / (3 * 0.65 + 0.35)];
    expect([...probable]).toEqual([expect.closeTo(0.75, 12), expect.closeTo((30 * first + 10 * second) / 40, 12)]);
  });

  it('clusters do not depend on the order of the pairs', () => {
    const { left, right, score, genuine, length } = fitted.pairs;
    const [a, b] = [left.toReversed(), right.toReversed()];
    const pairs = { length, left: b, right: a, score: score.toReversed(), genuine: genuine.toReversed() };
    const options = { kind: 'fsn', features: fitted.features, clusters: 7, targetFmr: 0.02 } as const;
    expect(fitMitigation({ ...fitted, pairs }, options)).toEqual(fitMitigation(fitted, options));
  });

  it('cohorts of images and groups, by hand', () => {
    const moments = (mean: number, deviation: number) => ({ mean, deviation });
    const cohort = {
      '1': { 'group=a': moments(0.1, 0.2), 'group=b': moments(0.2, 0.1) },
      '3': { 'group=a': moments(0.1, 0.1) },
    };
    // Image 1 against the cohort of image 2's group a; image 3 against that of image 1's group a.
    const [first, second] = applyMitigation(few, { kind: 'cohort-z', by: ['group'], cohort });
    expect([first, second]).toEqual([expect.closeTo(2, 12), expect.closeTo(2, 12)]);
    const right = applyMitigation(
      {
        ...few,
        pairs: {
          ...few.pairs,
          length: 1,
          score: few.pairs.score.slice(1),
          left: few.pairs.left.slice(1),
          right: few.pairs.right.slice(1),
          genuine: few.pairs.genuine.slice(1),
        },
      },
      { kind: 'cohort-t', by: ['group'], cohort },
    );
    expect(right[0]).toBeCloseTo(1, 12);
    const groups = { 'group=a': moments(0.1, 0.1), 'group=b': moments(0.2, 0.2) };
    const both = applyMitigation(few, { kind: 'cohort-group', by: ['group'], cohort: groups });
    expect([...both]).toEqual([expect.closeTo(4, 12), expect.closeTo((2 + 0.5) / 2, 12)]);
  });

  it('takes the sample deviation of the cohort, and nobody to be judged into it', () => {
    const split = { share: 0.5, seed: 1 };
    const found = fitMitigation(judged, { kind: 'cohort-z', split });
    const { pairs, images, subjectOf, subjects } = judged;
    const image = pairs.left[0] as number;
    const scores: number[] = [];
    for (let n = 0; n < pairs.length; n++) {
      const other = pairs.left[n] === image ? pairs.right[n] : pairs.right[n] === image ? pairs.left[n] : undefined;
      if (other === undefined || pairs.genuine[n] === 1) continue;
      if (isFitPerson(subjects[subjectOf[other] as number] ?? '', split)) scores.push(pairs.score[n] as number);
    }
    const mean = scores.reduce((sum, x) => sum + x, 0) / scores.length;
    const variance = scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (scores.length - 1);
    const own = found.kind === 'cohort-z' ? found.cohort[images[image] ?? '']?.['all'] : undefined;
    expect(scores.length).toBeGreaterThan(20);
    expect(own?.mean).toBeCloseTo(mean, 12);
    expect(own?.deviation).toBeCloseTo(Math.sqrt(variance), 12);
  });

  it('gives groups that cannot show the target the global threshold, and names them', () => {
    const found = fitMitigation(fitted, { kind: 'group-thresholds', by: ['group'], targetFmr: 1e-6 });
    expect(found).toMatchObject({ unresolved: ['group=a', 'group=b'] });
    if (found.kind === 'group-thresholds')
      expect(Object.values(found.thresholds)).toEqual([found.global, found.global]);
  });

  it('says what is missing', () => {
    const fsn = fitMitigation(fitted, { kind: 'fsn', features: fitted.features, clusters: 2 });
    expect(() => applyMitigation(judged, fsn)).toThrow('fsn needs features of 2 values; found none');
    const part = { ...judged.features, rowOf: new Int32Array(160).fill(-1) };
    expect(() => applyMitigation(judged, fsn, part)).toThrow('no feature of "i0"');
    const thresholds = {
      kind: 'group-thresholds' as const,
      by: ['group'],
      targetFmr: 0.1,
      global: 0,
      unresolved: [],
      thresholds: { 'group=a': 0 },
    };
    expect(() => applyMitigation(judged, thresholds)).toThrow('is of group=b, a group that the fit does not cover');
    const wide = { ...judged, pairs: { ...judged.pairs, score: judged.pairs.score.map((x) => 10 * x) } };
    expect(() => fitMitigation(wide, { kind: 'faircal', features: judged.features })).toThrow('outside [-1, 1]');
    expect(() => fitMitigation(few, { kind: 'cohort-group', by: ['group'] })).toThrow(
      'no group has 10 impostor scores',
    );
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

  it('beta calibration gives the coefficients of an independent logistic regression', () => {
    // scikit-learn 1.x LogisticRegression without penalty on [ln p, -ln(1 - p)], p = (1 + s) / 2.
    const score = Float64Array.from([-0.8, -0.6, -0.5, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9]);
    const genuine = Uint8Array.from([0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1]);
    const { a, b, c } = fitBetaCalibration({ score, genuine });
    expect([a, b, c]).toEqual(BETA.map((value) => expect.closeTo(value, 4)));
  });

  it('splits people so that nobody is on both sides, whatever the order of the table', () => {
    const split = { share: 0.4, seed: 7 };
    const { fitted: fit, heldOut, between } = splitPeople(judged, split);
    expect(fit.length + heldOut.length + between.length).toBe(judged.pairs.length);
    const people = (pairs: typeof fit): Set<number> =>
      new Set([...pairs.left, ...pairs.right].map((image) => judged.subjectOf[image] as number));
    const [a, b] = [people(fit), people(heldOut)];
    expect(a.size).toBeGreaterThan(20);
    expect(b.size).toBeGreaterThan(30);
    expect([...a].filter((person) => b.has(person))).toEqual([]);
    for (const person of a) expect(isFitPerson(judged.subjects[person] ?? '', split)).toBe(true);
    expect(splitPeople(judged, { share: 1, seed: 7 }).fitted.length).toBe(judged.pairs.length);
    const share = Array.from({ length: 4000 }, (_, n) => Number(isFitPerson(`p${n}`, split))).reduce((x, y) => x + y);
    expect(share / 4000).toBeCloseTo(0.4, 1);
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
