import { InputError } from '@fairface/io';
import { type FeatureIndex, findFeature } from './feature-index';
import { MISSING } from './key-table';
import { type PairFields, readPairFields } from './read-pair-fields';

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const EXPECTED = 'a header such as TEMPLATE_ID1,TEMPLATE_ID2,SCORE';

/**
 * Checks that the first line of a pair list is a header and not the first pair, which would be lost.
 *
 * It is taken for a pair where both ids are integers, or both are found among the features, or the third column is a
 * number: no header looks like that, and every pair that could be predicted does.
 *
 * @returns the line end of the file, with which every row of the output ends
 * @throws InputError `missing-header`, `wrong-delimiter`, `wrong-line-ends`.
 */
export function checkHeader(file: string, header: Uint8Array, index: FeatureIndex): string {
  const text = Buffer.from(header)
    .toString()
    .replace(/^\uFEFF/, '');
  const line = text.replace(/\r?\n$/, '');
  if (line.includes('\r')) throw wrongLineEnds(file, line);
  const bytes = Buffer.from(line);
  const fields: PairFields = { first: 0, firstEnd: 0, second: 0, secondEnd: 0, rowEnd: 0 };
  if (!readPairFields(bytes, 0, bytes.length, fields)) throw noColumns(file, line);
  const ids = [bytes.subarray(fields.first, fields.firstEnd), bytes.subarray(fields.second, fields.secondEnd)];
  const third = bytes.toString('utf8', fields.rowEnd + 1).split(',')[0] ?? '';
  const isPair =
    ids.every((id) => INTEGER.test(id.toString())) ||
    ids.every((id) => findFeature(index, id, 0, id.length) !== MISSING) ||
    NUMBER.test(third.trim());
  if (isPair) {
    throw new InputError({
      code: 'missing-header',
      file,
      line: 1,
      message: 'the first line is a pair, not a header',
      expected: EXPECTED,
      found: line,
      hint: 'Put a header line before the pairs; it is copied to the output',
    });
  }
  return text.endsWith('\r\n') ? '\r\n' : '\n';
}

/** Lines that end with a carriage return alone would all be taken for the header, and no pair would be left. */
function wrongLineEnds(file: string, line: string): InputError {
  return new InputError({
    code: 'wrong-line-ends',
    file,
    line: 1,
    message: 'lines end with a carriage return alone',
    expected: 'line feeds (Unix) or carriage returns and line feeds (Windows)',
    found: JSON.stringify(line),
    hint: 'Save the list with other line ends',
  });
}

function noColumns(file: string, line: string): InputError {
  const delimiter = [';', '\t', '|'].find((mark) => line.includes(mark));
  if (delimiter !== undefined) {
    return new InputError({
      code: 'wrong-delimiter',
      file,
      line: 1,
      message: `the columns are separated by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}`,
      expected: 'commas',
      found: line,
      hint: 'Save the list as comma-separated values',
    });
  }
  return new InputError({
    code: 'missing-header',
    file,
    line: 1,
    message: 'the first line is no header of a pair list',
    expected: EXPECTED,
    found: line === '' ? 'an empty line' : line,
  });
}
