import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { golden, goldenData } from '../testing/golden';
import { verificationDataFromRecords } from '../read/verification-data-from-records';
import { auditSchema } from './audit-schema';
import { type AuditOptions, auditVerification } from './audit-verification';

const data = goldenData();
const options: AuditOptions = {
  protected: ['gender', 'skin'],
  legitimate: ['age', 'glasses'],
  targetFmr: 0.01,
  resamples: 200,
};
const audit = auditVerification(data, options);
const expected = golden.expected.groups.find(({ targetFmr }) => targetFmr === 0.01);

describe('auditVerification', () => {
  it('holds to its own schema, in memory and through JSON', () => {
    expect(auditSchema.parse(audit)).toEqual(audit);
    expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
  });

  it('publishes that schema as a file', () => {
    const file = join(__dirname, '..', '..', 'audit.schema.json');
    const schema = { title: 'fairface audit, version 1', ...z.toJSONSchema(auditSchema) };
    if (process.env['FAIRFACE_UPDATE_SCHEMA'] !== undefined)
      writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
  });

  it('gives the golden numbers', () => {
    expect(audit.threshold.value).toBe(expected?.threshold);
    expect(audit.accuracy.auc.value).toBeCloseTo(golden.expected.auc, 13);
    expect(audit.accuracy.eer.value).toBeCloseTo(golden.expected.eer.value, 13);
    const measure = (id: string, of: string): number | null | undefined =>
      audit.measures.find((m) => m.id === id && m.of === of)?.value;
    expect(measure('fpd', 'fmr')).toBeCloseTo(expected?.fpd ?? NaN, 12);
    expect(measure('fnd', 'fnmr')).toBeCloseTo(expected?.fnd ?? NaN, 12);
    expect(measure('garbe', 'both')).toBeCloseTo(expected?.garbe ?? NaN, 12);
    expect(measure('werm', 'both')).toBeCloseTo(Number(expected?.werm), 12);
    expect(measure('ser', 'accuracy')).toBeCloseTo(expected?.ser ?? NaN, 10);
    expect(measure('std-ddof1', 'accuracy')).toBeCloseTo(expected?.stdDdof1 ?? NaN, 10);
    expect(audit.challenge?.positive.bias).toBeCloseTo(
      golden.expected.challenge.reconstruction.positive.count.bias,
      12,
    );
    expect(audit.challenge?.negative.bias).toBeCloseTo(
      golden.expected.challenge.reconstruction.negativeSameGroup.count.bias,
      12,
    );
  });

  it('has every measure inside its interval', () => {
    expect(audit.measures).toHaveLength(17);
    for (const { value, lower, upper } of audit.measures) {
      if (value === null) continue;
      expect(lower ?? -Infinity).toBeLessThanOrEqual(value);
      expect(upper ?? Infinity).toBeGreaterThanOrEqual(value);
    }
    expect(audit.accuracy.auc.lower).toBeLessThan(audit.accuracy.auc.value);
    expect(audit.accuracy.auc.upper).toBeGreaterThan(audit.accuracy.auc.value);
  });

  it('is the same for the same seed', () => {
    expect(auditVerification(data, options)).toEqual(audit);
    expect(auditVerification(data, { ...options, seed: 2 }).measures).not.toEqual(audit.measures);
  });

  it('tells the slider the same counts as the rates', () => {
    const at = audit.sweep.thresholds.indexOf(audit.threshold.value);
    audit.rates.groups.forEach(({ fmr, fnmr }, g) => {
      expect(audit.sweep.groups[g]?.falseMatches[at]).toBe(fmr.k);
      expect(audit.sweep.groups[g]?.falseNonMatches[at]).toBe(fnmr.k);
    });
  });

  it('warns of few people and small counts, and keeps every group', () => {
    expect(audit.data.groups.map(({ group }) => group)).toEqual([
      'gender=0, skin=0',
      'gender=0, skin=1',
      'gender=1, skin=0',
      'gender=1, skin=1',
    ]);
    expect(audit.data.warnings.join(' ')).toContain(
      'Fewer than 100 people in gender=0, skin=0; gender=0, skin=1; gender=1, skin=0; gender=1, skin=1',
    );
  });

  it('offers group thresholds and percentile intervals as options', () => {
    const other = auditVerification(data, {
      ...options,
      groupThresholds: true,
      interval: 'percentile',
      resampling: 'double-or-nothing',
    });
    expect(audit.groupThresholds).toBeNull();
    expect(other.groupThresholds?.every(({ fmr }) => (fmr.rate ?? 1) <= 0.01)).toBe(true);
    expect(other.data.groups.map(({ failed }) => failed)).toEqual([null, null, null, null]);
    expect(other.settings).toMatchObject({ interval: 'percentile', resampling: 'double-or-nothing' });
  });

  it('counts failed images by group, those of the list that are in no pair', () => {
    const people = [
      ...['a1', 'a2', 'a3'].map((id) => ({ id: `${id}.jpg`, subject: id[1] ?? '', attributes: { g: 'a' } })),
      ...['b1', 'b2'].map((id) => ({ id: `${id}.jpg`, subject: id[1] ?? '', attributes: { g: 'b' } })),
    ];
    const pairs = [
      { id1: 'a1.jpg', id2: 'b1.jpg', score: 0.9 },
      { id1: 'a1.jpg', id2: 'b2.jpg', score: 0.1 },
    ];
    const failures = ['photos/a2_cropped.jpg', 'a2.jpg', 'a3.jpg', 'b1.jpg', 'nobody.jpg'];
    const found = auditVerification(verificationDataFromRecords(people, pairs), {
      protected: ['g'],
      resamples: 10,
      failures,
    }).data;
    expect(found.groups.map(({ images, imagesInPairs, failed }) => [images, imagesInPairs, failed])).toEqual([
      [3, 1, 2],
      [2, 2, 0],
    ]);
    expect(found.warnings).toEqual(
      expect.arrayContaining([
        '2 images failed before they could be compared, most often those of g=a (2 of 3): no error rate counts them.',
        'Listed failures that do not count: images that are in pairs all the same, 1; names that the attributes table does not have, 1.',
      ]),
    );
  });

  it('audits one group only, and says that nothing can be compared', () => {
    const one = auditVerification(data, { protected: [], resamples: 20 });
    expect(one.verdict.verdict).toBe('inconclusive');
    expect(one.measures).toEqual([]);
    expect(one.data.warnings.join(' ')).toContain('one group');
    expect(auditSchema.safeParse(one).success).toBe(true);
  });

  it.each([
    ['errorless', [0, 0, 1, 1], 1],
    ['errorless, of many scores', [0, 0.1, 0.8, 1], 0.8],
    ['as good as chance', [0, 1, 0, 1], 1],
    ['always wrong', [1, 1, 0, 0], 1],
    ['behind the largest score', [1, 1, 0, 1], 1 + Number.EPSILON],
  ])('tells a finite threshold of the EER, where the rates are equal if they are anywhere: %s', (_, scores, at) => {
    const images = ['a', 'a', 'b', 'b'].map((subject, n) => ({ id: `${n}`, subject }));
    const ids = [
      ['0', '2'],
      ['1', '3'],
      ['0', '1'],
      ['2', '3'],
    ] as const;
    const pairs = ids.map(([id1, id2], n) => ({ id1, id2, score: scores[n] ?? NaN }));
    const found = auditVerification(verificationDataFromRecords(images, pairs), { protected: [], resamples: 20 });
    expect(found.accuracy.eer.threshold).toBe(at);
    expect(auditSchema.safeParse(found).success).toBe(true);
  });

  it('stands people whose images are in different groups', () => {
    const images = Array.from({ length: 60 }, (_, n) => ({
      id: `i${n}`,
      subject: `s${n % 20}`,
      attributes: { glasses: n % 3 === 0 ? 'yes' : 'no' },
    }));
    const pairs = images.flatMap((a, i) =>
      images.slice(i + 1).map((b, j) => ({
        id1: a.id,
        id2: b.id,
        score: a.subject === b.subject ? 0.9 - j / 1000 : ((i * j) % 97) / 100,
      })),
    );
    const found = auditVerification(verificationDataFromRecords(images, pairs), {
      protected: ['glasses'],
      resamples: 50,
    });
    expect(auditSchema.safeParse(found).success).toBe(true);
    expect(found.data.mixedGenuine).toBeGreaterThan(0);
    expect(found.data.warnings.join(' ')).toContain('count in no group');
  });
});

describe('verdict', () => {
  /** Two groups of 400 people with one genuine pair each, so that rates are binomial. */
  const system = (errorsA: number, errorsB: number) => {
    const images = Array.from({ length: 1600 }, (_, n) => ({
      id: `${n}`,
      subject: `${n >> 1}`,
      attributes: { g: n < 800 ? 'a' : 'b' },
    }));
    const pairs = Array.from({ length: 800 }, (_, s) => ({
      id1: `${2 * s}`,
      id2: `${2 * s + 1}`,
      score: s % 400 < (s < 400 ? errorsA : errorsB) ? 0 : 1,
    }));
    const impostors = Array.from({ length: 799 }, (_, s) => ({
      id1: `${2 * s}`,
      id2: `${2 * s + 2}`,
      score: s % 4 === 0 ? 1 : 0,
    }));
    return auditVerification(verificationDataFromRecords(images, [...pairs, ...impostors]), {
      protected: ['g'],
      threshold: 0.5,
      resamples: 20,
      tolerance: { fmrRatio: 2, fnmrRatio: 2 },
    }).verdict;
  };

  it('is within where the whole interval is below the tolerance', () => {
    expect(system(200, 200)).toMatchObject({ verdict: 'within', tolerance: { given: true } });
  });

  it('exceeds where the whole interval is above it, and names the worst group', () => {
    const verdict = system(30, 200);
    expect(verdict.verdict).toBe('exceeds');
    expect(verdict.errors[1]).toMatchObject({ error: 'fnmr', verdict: 'exceeds', worst: 'g=b', best: 'g=a' });
    expect(verdict.text).toMatch(/^At least two groups.*g=b has 6.67 times the rate of g=a/s);
  });

  it('takes nothing for certain that a single pair shows', () => {
    const images = Array.from({ length: 802 }, (_, n) => ({
      id: `${n}`,
      subject: `${n >> 1}`,
      attributes: { g: n < 800 ? 'many' : 'one' },
    }));
    const genuine = Array.from({ length: 401 }, (_, s) => ({
      id1: `${2 * s}`,
      id2: `${2 * s + 1}`,
      score: s % 50 === 0 ? 0 : 1,
    }));
    const pairs = [...genuine, { id1: '0', id2: '2', score: 0 }];
    const { verdict, ratios } = auditVerification(verificationDataFromRecords(images, pairs), {
      protected: ['g'],
      threshold: 0.5,
      resamples: 20,
    });
    // The only pair of one group failed; 8 of 400 did in the other.
    const found = ratios.find(({ error }) => error === 'fnmr');
    expect(found).toMatchObject({ a: 'g=one', b: 'g=many', ratio: 50 });
    expect(found?.lower).toBeLessThan(1);
    expect(verdict.errors[1]?.verdict).toBe('inconclusive');
  });

  it('is inconclusive in between and where a group has no errors', () => {
    expect(system(20, 36).verdict).toBe('inconclusive');
    expect(system(0, 3).errors[1]).toMatchObject({ verdict: 'inconclusive', ratio: null, upper: null });
  });
});

describe('each attribute alone', () => {
  const rounded = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(12)) : one)),
    );

  it('has the rates and the bias that an audit of that attribute has, at the same threshold', () => {
    expect(audit.byAttribute.map(({ attribute }) => attribute)).toEqual(['gender', 'skin']);
    for (const { attribute, groups, ratios, challenge } of audit.byAttribute) {
      const alone = auditVerification(data, { ...options, protected: [attribute] });
      // Sums are taken in another order.
      expect(rounded(groups)).toEqual(rounded(alone.rates.groups));
      expect(rounded(ratios)).toEqual(rounded(alone.ratios));
      expect(challenge?.positive.bias).toBe(alone.challenge?.positive.bias);
      expect(challenge?.negative.strataUsed).toBe(alone.challenge?.negative.strataUsed);
      expect(alone.byAttribute).toEqual([]);
    }
  });
});
