/** Lines of text that comes in pieces. */
import { notWhole } from './document.ts';

/** The longest line: a CVE record on one. */
const MAX_LINE = 16 * 1024 * 1024;

/** Without their ends. @throws AppError `invalid` when one is too long */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) throw notWhole(file, `it has a line of more than ${MAX_LINE} characters`);
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  if (rest !== '') yield rest;
}
