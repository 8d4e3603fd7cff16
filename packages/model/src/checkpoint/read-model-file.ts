import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@fairface/io';
import { DESCRIPTION_FILE, type ModelFile, modelFileSchema } from './model-file';

/**
 * The description of a model folder.
 *
 * @throws InputError `not-a-model` or `invalid-model`, naming the file and the field.
 */
export async function readModelFile(folder: string): Promise<ModelFile> {
  const file = join(folder, DESCRIPTION_FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new InputError({
      code: 'not-a-model',
      file,
      message: 'cannot be read',
      expected: 'a folder with model.json and model.safetensors',
      cause,
    });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InputError({ code: 'invalid-model', file, message: 'is no JSON', cause });
  }
  const parsed = modelFileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError({ code: 'invalid-model', file, message: `${issue?.path.join('.')}: ${issue?.message}` });
  }
  const { model, preprocessing } = parsed.data;
  if (model.preset !== 'adapter' && model.inputSize !== preprocessing.inputSize) {
    throw new InputError({
      code: 'invalid-model',
      file,
      message: 'preprocessing.inputSize is not the size that the network sees',
      expected: `${model.inputSize}`,
      found: `${preprocessing.inputSize}`,
    });
  }
  return parsed.data;
}
