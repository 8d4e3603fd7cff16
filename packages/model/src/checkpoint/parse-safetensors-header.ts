import { InputError } from '@fairface/io';
import { z } from 'zod';
import { METADATA, NUMBER_BYTES } from './safe-tensor';

/** Where a tensor's numbers lie, counted from the end of the header. */
export interface TensorPlace {
  readonly name: string;
  readonly dtype: 'F32' | 'I32';
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

/**
 * Reads a safetensors header and checks that its tensors fill the `dataBytes` after it, without overlap or gap.
 *
 * @returns the tensors in the order of their places
 * @throws InputError `truncated` or `malformed-safetensors`, naming the file and the tensor.
 */
export function parseSafetensorsHeader(
  file: string,
  text: string,
  dataBytes: number,
): { places: TensorPlace[]; metadata: Record<string, string> } {
  const { [METADATA]: metadata = {}, ...entries } = parseObject(file, text);
  const texts = z.record(z.string(), z.string()).safeParse(metadata);
  if (!texts.success) throw malformed(file, `${METADATA} holds something else than texts`);
  const places = Object.entries(entries).map(([name, entry]) => parseEntry(file, name, entry));
  places.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let end = 0;
  for (const place of places) {
    if (place.begin !== end) {
      const what = place.begin < end ? 'overlaps the tensor before it' : 'leaves a gap before it';
      throw malformed(file, `the tensor '${place.name}' ${what}`, `offset ${end}`, `offset ${place.begin}`);
    }
    end = place.end;
    if (end > dataBytes) {
      throw new InputError({
        code: 'truncated',
        file,
        message: `the file ends inside of the tensor '${place.name}'`,
        expected: `${end} bytes of numbers`,
        found: `${dataBytes}`,
        hint: 'It was not written or copied to its end: take an older checkpoint or copy it again',
      });
    }
  }
  if (end !== dataBytes)
    throw malformed(file, 'numbers follow that belong to no tensor', `${end} bytes`, `${dataBytes}`);
  return { places, metadata: texts.data };
}

function parseObject(file: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed(file, 'its header is no JSON', undefined, undefined, cause);
  }
  const object = z.record(z.string(), z.unknown()).safeParse(value);
  if (!object.success) throw malformed(file, 'its header is no JSON object');
  return object.data;
}

function parseEntry(file: string, name: string, entry: unknown): TensorPlace {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw malformed(file, `the tensor '${name}' is described wrongly: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { dtype, shape, data_offsets } = parsed.data;
  if (dtype !== 'F32' && dtype !== 'I32') {
    throw malformed(file, `the tensor '${name}' has a type that is not supported`, 'F32 or I32', dtype);
  }
  const [begin, end] = data_offsets;
  const bytes = shape.reduce((product, n) => product * n, NUMBER_BYTES);
  if (end - begin !== bytes) {
    const expected = `${bytes} bytes for shape [${shape.join(',')}]`;
    throw malformed(file, `the tensor '${name}' has another length than its shape says`, expected, `${end - begin}`);
  }
  return { name, dtype, shape, begin, end };
}

function malformed(file: string, message: string, expected?: string, found?: string, cause?: unknown): InputError {
  return new InputError({ code: 'malformed-safetensors', file, message, expected, found, cause });
}
