/** Names of the files of every group: its own name where a file may have it, numbered where two would be the same. */
export function groupFiles(groups: readonly string[]): { positives: string; negatives: string }[] {
  const taken = new Set<string>();
  return groups.map((group) => {
    const plain = group.replace(/[^\p{L}\p{N}_.+-]+/gu, '_').replace(/^\.+/, '_') || '_';
    let name = plain;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain}-${n}`;
    taken.add(name.toLowerCase());
    return { positives: `${name}.positives.pairs`, negatives: `${name}.negatives.pairs` };
  });
}
