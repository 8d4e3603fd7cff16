import { InputError } from '@fairface/io';
import type { Safetensors } from './safe-tensor';

/**
 * Makes sure that a file holds exactly the tensors that are wanted.
 *
 * @param file - named in errors
 * @throws InputError `missing-tensor`, `extra-tensor` or `wrong-shape`, naming the file and the tensor.
 */
export function expectTensors(
  file: string,
  { tensors }: Pick<Safetensors, 'tensors'>,
  wanted: readonly { readonly name: string; readonly shape: readonly number[] }[],
): void {
  const names = new Set(wanted.map(({ name }) => name));
  const missing = wanted.filter(({ name }) => !tensors.has(name)).map(({ name }) => name);
  const extra = [...tensors.keys()].filter((name) => !names.has(name));
  if (missing.length > 0) throw mismatch('missing-tensor', file, `lacks the tensor ${list(missing)}`, extra);
  if (extra.length > 0) throw mismatch('extra-tensor', file, `holds the tensor ${list(extra)} that the model has not`);
  for (const { name, shape } of wanted) {
    const found = tensors.get(name)?.shape ?? [];
    if (found.length === shape.length && found.every((n, axis) => n === shape[axis])) continue;
    throw new InputError({
      code: 'wrong-shape',
      file,
      message: `the tensor '${name}' has another shape than the model`,
      expected: `[${shape.join(',')}]`,
      found: `[${found.join(',')}]`,
    });
  }
}

function mismatch(code: string, file: string, message: string, extra: readonly string[] = []): InputError {
  const found = extra.length === 0 ? undefined : `${list(extra)}, which the model has not`;
  return new InputError({ code, file, message, found, hint: 'It is the checkpoint of another model' });
}

/** `'a'`, or `'a' and 3 more`. */
function list([first, ...more]: readonly string[]): string {
  return `'${first}'${more.length === 0 ? '' : ` and ${more.length} more`}`;
}
