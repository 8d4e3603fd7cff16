import { InputError } from '@fairface/io';
import type { Attribute, VerificationData } from '../read/verification-data';

/** What grouping needs of the data. */
export type GroupedImages = Pick<VerificationData, 'images' | 'attributes'>;

/** Images by the combination of their values of some attributes. */
export interface Grouping {
  /** The attributes, in the order of the names. */
  attributes: string[];
  /** Names of the groups that occur, for instance `gender=female, skin=dark`, sorted by the values. */
  names: string[];
  /** For each image its group. */
  groupOf: Int32Array;
}

/**
 * Groups the images by a combination of attributes; no attributes make one group `all`.
 *
 * @throws InputError `unknown-attribute`, or `too-many-groups` above `mostGroups`.
 */
export function groupImages(data: GroupedImages, attributes: readonly string[], mostGroups = 64): Grouping {
  const columns = attributes.map((name) => {
    const attribute = data.attributes.get(name);
    if (attribute !== undefined) return attribute;
    throw new InputError({
      code: 'unknown-attribute',
      message: `there is no attribute "${name}"`,
      expected: `one of ${[...data.attributes.keys()].join(', ') || 'the columns that were read'}`,
      found: name,
    });
  });
  const codeOf = new Float64Array(data.images.length);
  for (const column of columns) addDigit(codeOf, column);
  const distinct = distinctCodes(codeOf, mostGroups);
  if (distinct.length > mostGroups) {
    throw new InputError({
      code: 'too-many-groups',
      message: `${attributes.join(' x ')} makes more than ${mostGroups} groups`,
      expected: `at most ${mostGroups} combinations that occur`,
      found: columns.map(({ name, values }) => `${name} has ${values.length} values`).join(', '),
      hint: 'Name fewer attributes, or cut a numeric one into intervals (bins)',
    });
  }
  const sorted = Float64Array.from(distinct).sort();
  const groupOf = new Int32Array(codeOf.length);
  placesIn(sorted, codeOf, groupOf);
  return { attributes: [...attributes], names: Array.from(sorted, (code) => nameOf(code, columns)), groupOf };
}

/** Takes one more attribute into the code of each image. */
function addDigit(codeOf: Float64Array, { values, codes }: Attribute): void {
  for (let image = 0; image < codeOf.length; image++)
    codeOf[image] = (codeOf[image] as number) * values.length + (codes[image] as number);
}

/** The codes that occur, as they come; one more than `most` where there are more. */
function distinctCodes(codeOf: Float64Array, most: number): number[] {
  const found: number[] = [];
  for (let image = 0; image < codeOf.length && found.length <= most; image++) {
    const code = codeOf[image] as number;
    if (!found.includes(code)) found.push(code);
  }
  return found;
}

function placesIn(sorted: Float64Array, codeOf: Float64Array, placeOf: Int32Array): void {
  for (let image = 0; image < codeOf.length; image++) placeOf[image] = sorted.indexOf(codeOf[image] as number);
}

function nameOf(code: number, columns: readonly Attribute[]): string {
  if (columns.length === 0) return 'all';
  const parts: string[] = [];
  let rest = code;
  for (const { name, values } of [...columns].reverse()) {
    parts.unshift(`${name}=${values[rest % values.length] ?? ''}`);
    rest = Math.floor(rest / values.length);
  }
  return parts.join(', ');
}
