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
  const places = new Map<number, number>();
  const codeOf = new Float64Array(data.images.length);
  for (let image = 0; image < codeOf.length; image++) {
    let code = 0;
    for (const { values, codes } of columns) code = code * values.length + (codes[image] as number);
    codeOf[image] = code;
    if (!places.has(code)) places.set(code, 0);
    if (places.size > mostGroups) {
      const sizes = columns.map(({ name, values }) => `${name} has ${values.length} values`).join(', ');
      throw new InputError({
        code: 'too-many-groups',
        message: `${attributes.join(' x ')} makes more than ${mostGroups} groups`,
        expected: `at most ${mostGroups} combinations that occur`,
        found: sizes,
        hint: 'Name fewer attributes, or cut a numeric one into intervals (bins)',
      });
    }
  }
  const sorted = [...places.keys()].sort((a, b) => a - b);
  sorted.forEach((code, group) => places.set(code, group));
  const groupOf = new Int32Array(codeOf.length);
  for (let image = 0; image < groupOf.length; image++) groupOf[image] = places.get(codeOf[image] as number) ?? 0;
  return { attributes: [...attributes], names: sorted.map((code) => nameOf(code, columns)), groupOf };
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
