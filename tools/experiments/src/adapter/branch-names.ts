/**
 * Names of groups as branches, tensors, files and filters can carry them: letters, digits, `_`, `-` and `.` stay, all else
 * becomes `_`; two groups never share one.
 *
 * @param groups names as the table has them, such as `woman/East Asian`
 * @returns for every group its name
 */
export function branchNames(groups: Iterable<string>): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(['base']);
  for (const group of groups) {
    const plain = group.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain}-${n}`;
    taken.add(name);
    names.set(group, name);
  }
  return names;
}
