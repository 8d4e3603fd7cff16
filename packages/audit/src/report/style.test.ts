import { STYLE } from './style';

/** The colours of a theme, by their names. */
function colours(block: RegExp): Map<string, string> {
  const text = block.exec(STYLE)?.[1] ?? '';
  const whole = (hex: string): string => (hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex);
  return new Map(
    [...text.matchAll(/--([\w-]+):#([0-9a-f]{3,6})/g)].map(([, name = '', hex = '']) => [name, whole(hex)]),
  );
}

const channels = (hex: string): number[] => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);

/** Relative luminance of WCAG 2. */
const luminance = (rgb: readonly number[]): number => {
  const [r = 0, g = 0, b = 0] = rgb.map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (one: readonly number[], other: readonly number[]): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

const themes: [string, Map<string, string>][] = [
  ['light', colours(/^\s*:root\{([^}]*)\}/)],
  ['dark', colours(/prefers-color-scheme:dark\)\{:root\{([^}]*)\}/)],
  ['print', colours(/@media print\{:root\{([^}]*)\}/)],
];

describe.each(themes)('the %s theme', (_, theme) => {
  const of = (name: string): number[] => {
    const found = theme.get(name);
    if (found === undefined) throw new Error(`no colour ${name}`);
    return channels(found);
  };

  it.each(['ink', 'soft', 'accent', 'open'])('has text in %s that can be read (WCAG AA: 4.5)', (name) => {
    for (const ground of ['paper', 'panel']) expect(contrast(of(name), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it('has lines and marks that can be seen (WCAG: 3)', () => {
    const marks = [...theme.keys()].filter((name) => /^series|^good|^bad|^line/.test(name));
    expect(marks).toHaveLength(11);
    for (const name of marks) expect(contrast(of(name), of('paper'))).toBeGreaterThanOrEqual(3);
  });

  it('has numbers on the heat map that can be read', () => {
    for (const name of ['series-0', 'series-1']) {
      // The strongest colour of a cell is 56 % of the series' colour.
      const cell = of(name).map((x, n) => 0.56 * x + 0.44 * (of('paper')[n] ?? 0));
      expect(contrast(of('ink'), cell)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
