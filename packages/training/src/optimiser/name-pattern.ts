/**
 * Whether a name fits one of some patterns: `*` stands for any characters, `/` included, everything else for itself; the
 * whole name has to fit. `stage1/*` fits all of stage 1, `*\/gamma` every scale of batch norm.
 */
export function namePattern(patterns: readonly string[]): (name: string) => boolean {
  const escaped = patterns.map((pattern) => pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'));
  if (escaped.length === 0) return () => false;
  const expression = new RegExp(`^(?:${escaped.join('|')})$`, 's');
  return (name) => expression.test(name);
}

/**
 * Refuses patterns that fit nothing: a slip of the pen would leave training other than meant, without a word.
 *
 * @throws RangeError naming the pattern and some of the names.
 */
export function checkPatterns(what: string, patterns: readonly string[], names: readonly string[]): void {
  const idle = patterns.find((pattern) => !names.some(namePattern([pattern])));
  if (idle === undefined) return;
  throw new RangeError(`${what}: '${idle}' fits no parameter. The names are ${nameSome(names)}.`);
}

/** Names for a message: all, or the first ones of many. */
export function nameSome(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} ... (${names.length} names)` : names.join(', ');
}
