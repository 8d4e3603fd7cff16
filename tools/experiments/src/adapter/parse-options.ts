import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '@fairface/io';
import { DEFAULT_FACES } from '../faces-folder';
import { type Variant, variants } from './variants';

/** What the experiment prints for `--help`. */
export const HELP = `npm run experiment:adapter -- [--data DIR] [--out DIR] [--seeds N] [--only NAME,...]

Trains adapters on frozen face-api features, with and without the distribution losses, and judges them on people that
were left out: three folds of people, N seeds.

  --data DIR      images with attributes.csv (path, subject, gender, race, ...) and record.txt
                  (default: $FAIRFACE_SHARED/data/faces, else ../shared/data/faces)
  --out DIR       crops, features, results.md, results.json and the trained adapter (default: experiments/adapter);
                  another one for other images
  --seeds N       (default: 5)
  --resamples N   of people, for the intervals (default: 1000)
  --only NAMES    some variants, separated by commas: ${variants.map(({ name }) => name).join(', ')}
  --save NAME     the variant that is trained on everybody and saved at the end (default: fine-tail)
  --coarse NAMES  columns that make the coarse groups (default: gender,race2)
  --fine NAMES    columns that make the fine groups (default: gender,race4)

A column race gives race2 (white, other) and race4 (white, black, asian, other). Own images:

  npx fairface detect photos --faces central --out photos/record.txt
  npm run experiment:adapter -- --data photos --out out --coarse sex --fine sex,skin --seeds 1 --only all,fine-tail
`;

/** The command line, checked. */
export interface Options {
  data: string;
  out: string;
  seeds: number;
  resamples: number;
  /** The variants to run; ArcFace alone is always one of them. */
  variants: Variant[];
  save: Variant;
  groups: { coarse: string[]; fine: string[] };
}

/**
 * Reads the command line.
 *
 * @returns nothing where it asks for help
 * @throws InputError `invalid-option` that names the option; TypeError for an option that does not exist
 */
export function parseOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string', default: DEFAULT_FACES },
      out: { type: 'string', default: join('experiments', 'adapter') },
      seeds: { type: 'string', default: '5' },
      resamples: { type: 'string', default: '1000' },
      only: { type: 'string' },
      save: { type: 'string', default: 'fine-tail' },
      coarse: { type: 'string', default: 'gender,race2' },
      fine: { type: 'string', default: 'gender,race4' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const wanted = values.only === undefined ? undefined : list('only', values.only).map((name) => variant('only', name));
  return {
    data: values.data,
    out: values.out,
    seeds: count('seeds', values.seeds, 1),
    resamples: count('resamples', values.resamples, 2),
    variants: variants.filter((one) => one.name === 'arcface' || wanted === undefined || wanted.includes(one)),
    save: variant('save', values.save),
    groups: { coarse: list('coarse', values.coarse), fine: list('fine', values.fine) },
  };
}

function variant(option: string, name: string): Variant {
  const found = variants.find((one) => one.name === name);
  if (found === undefined) throw invalid(option, `one of ${variants.map((one) => one.name).join(', ')}`, name);
  return found;
}

function list(option: string, text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw invalid(option, 'names separated by commas', text);
  return names;
}

function count(option: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw invalid(option, `a whole number from ${least}`, text);
  return number;
}

function invalid(option: string, expected: string, found: string): InputError {
  return new InputError({ code: 'invalid-option', message: `--${option} cannot be used`, expected, found });
}
