import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runJob } from '@fairface/io';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { AuditResult } from '../audit/audit-schema';
import { runAudit } from '../audit/run-audit';
import { findChromium } from '../testing/browser';
import { golden } from '../testing/golden';
import { csvTable } from './csv-table';
import { formatNumber } from './format';

const EVIL = `=1+1,"<img src=x onerror=alert(1)>"${'x'.repeat(150)}`;
let folder: string;
let audit: AuditResult;
let report: string;

/** The golden scores as files, with a hostile value as one of the groups. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-report-'));
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const people = golden.templates.map(([subject = 0, age = 0, glasses = 0], id) => {
    const [gender = 0, skin = 0] = golden.subjects[subject] ?? [];
    return [`</script>${id}`, subject, gender === 0 ? quote(EVIL) : 'f', skin, age, glasses].join(',');
  });
  const pairs = golden.pairs.map(([a, b, label, score]) => `</script>${a},</script>${b},${score},${label}`);
  await writeFile(join(folder, 'people.csv'), ['id,subject,gender,skin,age,glasses', ...people].join('\n'));
  await writeFile(join(folder, 'pairs.csv'), ['id1,id2,score,label', ...pairs].join('\n'));
  // Scores of the first group were higher before.
  const before = golden.pairs.map(
    ([a = 0, b, , score = 0]) => `</script>${a},</script>${b},${a < 20 ? score + 0.1 : score}`,
  );
  await writeFile(join(folder, 'before.csv'), ['id1,id2,score', ...before].join('\n'));
  await writeFile(join(folder, 'rules.yaml'), 'rules: [{ measure: fnmr-ratio, max: 1.1 }]');
  const summary = await runJob(
    runAudit({
      pairs: join(folder, 'pairs.csv'),
      attributes: join(folder, 'people.csv'),
      out: join(folder, 'out'),
      name: 'golden <b>system</b>',
      protected: ['gender', 'skin'],
      legitimate: ['age', 'glasses'],
      targetFmr: 0.01,
      resamples: 100,
      groupThresholds: true,
      compare: join(folder, 'pairs.csv'),
      before: join(folder, 'before.csv'),
      gate: join(folder, 'rules.yaml'),
      thumbnail: (image) =>
        Promise.resolve(
          image.length > 11 ? 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=' : undefined,
        ),
    }),
  );
  expect(summary.gate?.passed).toBe(false);
  expect(summary.comparisons.map(({ role }) => role)).toEqual(['before', 'other']);
  expect(summary.comparisons[1]?.comparison.differences[0]).toMatchObject({ measure: 'auc', difference: 0 });
  expect(summary.files.map((file) => file.slice(folder.length + 5))).toContain('tables/groups.csv');
  audit = JSON.parse(await readFile(join(folder, 'out', 'audit.json'), 'utf8')) as AuditResult;
  report = await readFile(join(folder, 'out', 'report.html'), 'utf8');
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

describe('the report file', () => {
  it('names no outside address and is small', () => {
    const found = /https?:\/\/(?!www\.w3\.org)|src="(?!data:)|@import|url\((?!#)/.exec(report);
    expect(found).toBeNull();
    expect(report.length).toBeLessThan(600_000);
  });

  it('lets no text of the input become HTML', () => {
    expect(report).not.toContain('<img src=x');
    expect(report).not.toContain('<b>system');
    expect(report).toContain('&lt;img src=x');
    expect(report.match(/<\/script>/g)).toHaveLength(2);
  });

  it('gives tables without formulas', async () => {
    const groups = await readFile(join(folder, 'out', 'tables', 'groups.csv'), 'utf8');
    expect(groups).toContain('"gender==1+1,""<img');
    const cells = csvTable(['=head'], [['+1'], ['-x'], ['@a'], ['\t=1'], ['=1,"2"'], ['a=b'], [-1]]);
    expect(cells.split('\n')).toEqual(["'=head", "'+1", "'-x", "'@a", "'\t=1", `"'=1,""2"""`, 'a=b', '-1', '']);
  });

  it('has a model card without HTML of the input', async () => {
    const card = await readFile(join(folder, 'out', 'model-card.md'), 'utf8');
    expect(card).toContain('## Limits');
    expect(card).not.toContain('<img');
  });

  it('puts the other system beside it and the gate into JUnit', async () => {
    expect(report).toContain('id="comparison"');
    expect(report).toContain('id="before-after"');
    const differences = await readFile(join(folder, 'out', 'tables', 'before-after.csv'), 'utf8');
    expect(differences.split('\n')[0]).toBe('measure,group,a,b,difference,lower,upper,p,p_corrected');
    expect(differences.split('\n').length).toBeGreaterThan(10);
    expect(await readFile(join(folder, 'out', 'gate.xml'), 'utf8')).toContain('failures="1"');
  });

  it('defines every number that it links to', () => {
    const links = [...report.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(40);
    for (const id of new Set(links)) expect(report).toContain(`id="${id}"`);
    for (const { id } of audit.measures) expect(report).toContain(`id="def-${id}"`);
  });
});

const SWITCHES = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];
const executablePath = findChromium();
const inBrowser = executablePath === undefined ? describe.skip : describe;
inBrowser('the report in Chromium', () => {
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: SWITCHES });
  }, 60_000);
  afterAll(() => browser.close());

  async function open(options: Parameters<Browser['newPage']>[0]): Promise<Page> {
    const page = await browser.newPage(options);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => !/^(file|data):/.test(request.url()) && complaints.push(request.url()));
    await page.goto(pathToFileURL(join(folder, 'out', 'report.html')).href);
    return page;
  }

  it('shows the audit’s numbers wherever the slider stands, and complains of nothing', async () => {
    const page = await open({ viewport: { width: 1100, height: 900 } });
    const slider = page.locator('#threshold');
    const { thresholds, groups } = audit.sweep;
    const text = (id: string): Promise<string | null> => page.locator(`#${id}`).textContent();
    for (const at of [
      thresholds.indexOf(audit.threshold.value),
      0,
      Math.floor(thresholds.length / 2),
      thresholds.length - 1,
    ]) {
      if (at !== Number(await slider.inputValue())) await slider.fill(String(at));
      expect(await text('threshold-value')).toBe(formatNumber(thresholds[at]));
      for (const [g, { falseMatches, falseNonMatches }] of groups.entries()) {
        const own = audit.rates.groups[g];
        expect(await text(`s${g + 1}-fm`)).toBe(String(falseMatches[at]));
        expect(await text(`s${g + 1}-fmr`)).toBe(formatNumber((falseMatches[at] ?? NaN) / (own?.fmr.n ?? NaN)));
        expect(await text(`s${g + 1}-fnmr`)).toBe(formatNumber((falseNonMatches[at] ?? NaN) / (own?.fnmr.n ?? NaN)));
      }
    }
    await slider.focus();
    const before = await slider.inputValue();
    await page.keyboard.press('ArrowLeft');
    expect(await slider.inputValue()).not.toBe(before);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('can be read with a screen reader and a keyboard', async () => {
    const page = await open({ viewport: { width: 1100, height: 900 } });
    const found = await page.evaluate(`(() => {
      const all = (query) => [...document.querySelectorAll(query)];
      const named = (element) => element !== null && element.textContent.trim() !== '';
      const levels = all('h1, h2, h3').map((heading) => Number(heading.tagName[1]));
      const ids = all('[id]').map(({ id }) => id);
      return {
        language: document.documentElement.lang,
        landmarks: ['header', 'nav[aria-label]', 'main', 'footer', 'h1'].map((query) => all(query).length),
        skippedLevels: levels.filter((level, n) => level > (levels[n - 1] ?? 0) + 1).length,
        sections: all('section').filter((one) => !named(document.getElementById(one.getAttribute('aria-labelledby')))).length,
        tables: all('table').filter((table) => !named(table.querySelector('caption'))).length,
        heads: all('th').filter((head) => !head.hasAttribute('scope') || (!named(head) && head.scope === 'row')).length,
        emptyHeads: all('thead th').filter((head) => !named(head)).length,
        images: all('img:not([alt]), [role=img]:not([aria-label])').length,
        inputs: all('input').filter((input) => !input.labels?.length).length,
        repeatedIds: ids.length - new Set(ids).size,
      };
    })()`);
    expect(found).toEqual({
      language: 'en',
      landmarks: [1, 1, 1, 1, 1],
      skippedLevels: 0,
      sections: 0,
      tables: 0,
      heads: 0,
      emptyHeads: 0,
      images: 0,
      inputs: 0,
      repeatedIds: 0,
    });
    const focused = (): Promise<unknown> =>
      page.evaluate(
        '[document.activeElement.textContent.trim(), document.activeElement.getBoundingClientRect().left >= 0]',
      );
    await page.keyboard.press('Tab');
    expect(await focused()).toEqual(['Skip to the verdict', true]);
    await page.keyboard.press('Tab');
    expect(await focused()).toEqual(['Verdict', true]);
    await page.close();
  });

  it.each([
    ['light on a desk', { colorScheme: 'light' as const, viewport: { width: 1100, height: 900 } }],
    ['dark on a desk', { colorScheme: 'dark' as const, viewport: { width: 1100, height: 900 } }],
    ['light on a phone', { colorScheme: 'light' as const, viewport: { width: 360, height: 740 } }],
    ['on paper', { colorScheme: 'dark' as const, viewport: { width: 718, height: 1000 } }],
  ])('fits the window: %s', async (_, options) => {
    const page = await open(options);
    if (_ === 'on paper') await page.emulateMedia({ media: 'print' });
    const [inner, scroll] = (await page.evaluate('[window.innerWidth, document.documentElement.scrollWidth]')) as [
      number,
      number,
    ];
    expect(scroll).toBeLessThanOrEqual(inner);
    const charts = page.locator('figure svg[role=img]');
    expect(await charts.count()).toBe(10);
    for (const chart of await charts.all()) {
      expect((await chart.boundingBox())?.width).toBeGreaterThan(300);
      expect(await chart.getAttribute('aria-label')).toBeTruthy();
    }
    expect(complaints).toEqual([]);
    const shots = process.env['FAIRFACE_SCREENSHOTS'];
    if (shots !== undefined)
      await page.screenshot({ path: join(shots, `${_.replaceAll(' ', '-')}.png`), fullPage: true });
    await page.close();
  });
});
