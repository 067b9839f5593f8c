/** The analysis document as JSON, piece by piece: of a large network it is longer than a string can be. */
import type { AnalysisDocument } from '../analysis/document.ts';

/** How many characters are gathered before they are handed on. */
const PIECE = 64 * 1024;

/** `oneLine`: without line breaks between entries, for documents that stand one a line. */
export function* jsonPieces(document: AnalysisDocument, oneLine: boolean): Generator<string> {
  const separator = oneLine ? '' : '\n';
  let text = '{';
  let first = true;
  for (const [name, value] of Object.entries(document)) {
    text += `${first ? '' : `,${separator}`}${JSON.stringify(name)}:`;
    first = false;
    if (!Array.isArray(value)) {
      text += JSON.stringify(value);
      continue;
    }
    text += '[';
    for (const [index, entry] of value.entries()) {
      text += `${index === 0 ? separator : `,${separator}`}${JSON.stringify(entry)}`;
      if (text.length > PIECE) {
        yield text;
        text = '';
      }
    }
    text += ']';
  }
  yield `${text}}\n`;
}
