/** One line of a list of images with its line end: the path, a tab, an empty label. */
export function formatListLine(path: string): string {
  const quoted = /^["#\s]|\t|\s$/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
  return `${quoted}\t\n`;
}
