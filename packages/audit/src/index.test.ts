import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from './index';

/** Values and functions that the package exports, with the file each comes from. */
function exportsOf(index: string): { name: string; file: string }[] {
  return [...index.matchAll(/export \{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', file = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => ({ name, file: `${file}.ts` })),
  );
}

/** The comment right above a declaration. */
function commentOf(file: string, name: string): string {
  const text = readFileSync(join(__dirname, file), 'utf8');
  const declared = new RegExp(
    `/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*export (?:async )?(?:function\\*?|const|class) ${name}\\b`,
  );
  return (declared.exec(text)?.[1] ?? '').replaceAll(/\s*\n \* ?/g, ' ');
}

const index = readFileSync(join(__dirname, 'index.ts'), 'utf8');
const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const found = exportsOf(index);
const measured = found.filter(({ file }) => /^\.\/(accuracy|fairness)\//.test(file));
const helpers = ['sortPairs', 'operatingPoint', 'groupImages'];

it('finds the exports', () => {
  expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(library).sort());
  expect(measured.length).toBeGreaterThan(25);
});

it.each(found)('$name has a docstring and stands in the README', ({ name, file }) => {
  expect(commentOf(file, name).length).toBeGreaterThan(40);
  expect(readme).toContain(`\`${name}`);
});

it.each(measured.filter(({ name }) => !helpers.includes(name)))(
  '$name, a measure, says range, ideal value and where it is from',
  ({ name, file }) => {
    const comment = commentOf(file, name);
    expect(comment).toMatch(/range/i);
    expect(comment).toMatch(/ideal/i);
    expect(comment).toMatch(/Source|In common use|Used by|Used with/);
  },
);
