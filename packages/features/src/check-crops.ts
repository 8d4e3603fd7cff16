import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@fairface/io';
import type { Preprocessing } from './embedder';

/**
 * Checks that the crops of a list, or of a folder, were made with the template that a model was trained on. Known from
 * `crops.list.json`, which cropping writes beside its list; where there is none, nothing can be said.
 *
 * @param model - named in the error
 * @throws InputError `wrong-template`: features of wrong crops would be numbers without meaning.
 */
export async function checkCrops(
  list: string,
  model: string,
  { template }: Pick<Preprocessing, 'template'>,
): Promise<void> {
  const isFolder = await stat(list).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const manifest = isFolder ? join(list, 'crops.list.json') : `${list}.json`;
  const found = await readFile(manifest, 'utf8').then(templateName, () => undefined);
  if (found === undefined || found === template) return;
  throw new InputError({
    code: 'wrong-template',
    file: manifest,
    message: `these crops were made with another template than that of the model ${model}`,
    expected: template,
    found,
    hint: `Crop the photographs again: fairface crop record.txt --template ${template}`,
  });
}

function templateName(text: string): string | undefined {
  try {
    const { template } = JSON.parse(text) as { template?: { name?: unknown } };
    return typeof template?.name === 'string' ? template.name : undefined;
  } catch {
    return undefined;
  }
}
