/** How a file separates its columns: told by the file itself (`sep=;`, as Excel reads it), else by what its lines have in common. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Lines that are looked at. */
const MAX_LINES = 50;

/** `text`: how the file begins. Comma where nothing separates anything. */
export function delimiterOf(text: string): Delimiter {
  const told = DELIMITERS.find((delimiter) => text.toLowerCase().startsWith(`sep=${delimiter}`));
  if (told !== undefined) return told;
  const lines = linesOf(text);
  const scores = DELIMITERS.map((delimiter) => ({ delimiter, score: score(lines, delimiter) }));
  const [best] = scores.toSorted((a, b) => b.score - a.score);
  return best === undefined || best.score === 0 ? ',' : best.delimiter;
}

/** How well a delimiter fits: the more lines have one and the same number of cells, the better. A title above the table has fewer, free text any number. */
function score(lines: readonly string[], delimiter: string): number {
  const widths = lines.map((line) => line.split(delimiter).length).filter((width) => width > 1);
  const byWidth = [...Map.groupBy(widths, (width) => width).values()];
  return Math.max(0, ...byWidth.map((same) => same.length * Math.log2(1 + (same[0] ?? 0))));
}

/** Lines without what stands between quotation marks. */
function linesOf(text: string): string[] {
  const bare = text.replaceAll(/"[^"]*(?:"|$)/g, '');
  return bare.split(/\r\n|\n|\r/, MAX_LINES).filter((line) => line.trim() !== '');
}
