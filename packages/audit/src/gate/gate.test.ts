import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditVerification } from '../audit/audit-verification';
import { goldenData } from '../testing/golden';
import { evaluateGate } from './evaluate-gate';
import { readGateRules } from './gate-rules';
import { junitReport } from './junit-report';

const audit = auditVerification(goldenData(), { protected: ['gender', 'skin'], targetFmr: 0.01, resamples: 50 });
let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'gate-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, 'rules.yaml');
  await writeFile(path, text);
  return readGateRules(path);
}

describe('readGateRules', () => {
  it('reads YAML', async () => {
    const text =
      'fmr: 1e-3\nrules:\n  - { measure: fnmr-ratio, max: 1.5 }\n  - measure: fmr\n    group: gender=0, skin=0\n    max: 0.02\n    use: value\n';
    await expect(read(text)).resolves.toEqual({
      fmr: 0.001,
      rules: [
        { measure: 'fnmr-ratio', max: 1.5 },
        { measure: 'fmr', group: 'gender=0, skin=0', max: 0.02, use: 'value' },
      ],
    });
  });

  it.each(['rules: []', 'rules: [{ measure: fmr }]', 'rules: [{ measure: fmr, most: 1 }]', 'max: 3', 'rules: [', ''])(
    'refuses %j with the place',
    async (text) => {
      await expect(read(text)).rejects.toMatchObject({ code: 'bad-rules', file: join(folder, 'rules.yaml') });
    },
  );
});

it('says that there is no rules file, and what to do', async () => {
  const path = join(folder, 'none.yaml');
  await expect(readGateRules(path)).rejects.toMatchObject({ code: 'missing-file', file: path });
  await expect(readGateRules(folder)).rejects.toMatchObject({ code: 'unreadable-file', file: folder });
});

describe('evaluateGate', () => {
  const judge = (rule: Parameters<typeof evaluateGate>[1]['rules'][number]): boolean =>
    evaluateGate(audit, { rules: [rule] }).passed;
  const fpd = audit.measures.find(({ id }) => id === 'fpd');

  it('judges the bound of the interval by default, and the value where asked', () => {
    const between = ((fpd?.value ?? 0) + (fpd?.upper ?? 0)) / 2;
    expect(judge({ measure: 'fpd', max: between })).toBe(false);
    expect(judge({ measure: 'fpd', max: between, use: 'value' })).toBe(true);
    expect(judge({ measure: 'fpd', max: 1 })).toBe(true);
    expect(judge({ measure: 'auc', min: audit.accuracy.auc.value })).toBe(false);
    expect(judge({ measure: 'auc', min: audit.accuracy.auc.value, use: 'value' })).toBe(true);
  });

  it('holds every group to a rule about rates, or the one named', () => {
    const worst = Math.max(...audit.rates.groups.map(({ fnmr }) => fnmr.rate ?? 0));
    expect(judge({ measure: 'fnmr', max: worst, use: 'value' })).toBe(true);
    expect(judge({ measure: 'fnmr', max: worst - 1e-9, use: 'value' })).toBe(false);
    expect(judge({ measure: 'fnmr', group: 'gender=0, skin=0', max: worst - 1e-9, use: 'value' })).toBe(true);
    expect(judge({ measure: 'accuracy', min: 99, use: 'value' })).toBe(false);
  });

  it('takes the largest ratio of two groups, and the bound that holds for all of them', () => {
    const rates = audit.rates.groups.map(({ fnmr }) => fnmr.rate ?? NaN);
    const { outcomes } = evaluateGate(audit, { rules: [{ measure: 'fnmr-ratio', max: 1 }] });
    expect(outcomes[0]?.value).toBeCloseTo(Math.max(...rates) / Math.min(...rates), 12);
    expect(outcomes[0]?.upper).toBe(audit.verdict.errors[1]?.upper);
    expect(judge({ measure: 'fnmr-ratio', max: (outcomes[0]?.value ?? 0) + 1e-9, use: 'value' })).toBe(true);
    expect(judge({ measure: 'fnmr-ratio', max: (outcomes[0]?.value ?? 0) - 1e-9, use: 'value' })).toBe(false);
  });

  it('fails rules about another FMR than that of the audit, and says so', () => {
    const rules = [{ measure: 'fpd', max: 1 }];
    expect(evaluateGate(audit, { fmr: 0.01, rules }).passed).toBe(true);
    const { passed, outcomes } = evaluateGate(audit, { fmr: 1e-3, rules });
    expect(passed).toBe(false);
    expect(outcomes[0]?.message).toBe('the rules are about FMR 0.001, and the audit is at 0.01');
  });

  it('fails what cannot be judged', () => {
    expect(judge({ measure: 'fnmr', group: 'nobody', max: 1 })).toBe(false);
    expect(judge({ measure: 'beauty', max: 1 })).toBe(false);
    const unknown = evaluateGate(audit, { rules: [{ measure: 'fmr', group: 'a', max: 1 }] });
    expect(unknown.outcomes[0]?.message).toContain('its groups are gender=0, skin=0; gender=0, skin=1');
    expect(judge({ measure: 'challenge-bias-positive', max: 1 })).toBe(false);
  });

  it.each([
    { measure: 'auc', group: 'gender=0, skin=0' },
    { measure: 'fpd', group: 'gender=0, skin=0' },
    { measure: 'fnmr-ratio', group: 'nobody' },
    { measure: 'fmr', of: 'fnmr' as const },
    { measure: 'eer', of: 'fmr' as const },
  ])('fails %j, which is not measured, instead of judging something else', (rule) => {
    const { passed, outcomes } = evaluateGate(audit, { rules: [{ ...rule, max: 1e6 }] });
    expect([passed, outcomes[0]?.value]).toEqual([false, null]);
    expect(outcomes[0]?.message).toContain(`; ${rule.measure} is not of ${'group' in rule ? 'a group' : rule.of}`);
    expect(judge({ measure: 'fmr', of: 'fmr', max: 1 })).toBe(true);
  });
});

it('junitReport is XML with a failure for each broken rule', () => {
  const rules = [
    { name: 'a <b> & "c"\u0001\uFFFE\uFFFF\uD800', measure: 'fpd', max: 0 },
    { measure: 'fpd', max: 1 },
    { measure: 'fmr-ratio', max: 1.5 },
  ];
  const xml = junitReport(evaluateGate(audit, { rules }));
  expect(xml).toContain('<testsuites tests="3" failures="2">');
  expect(xml).toContain('name="a &lt;b&gt; &amp; &quot;c&quot;"');
  expect(xml.match(/<failure /g)).toHaveLength(2);
});
