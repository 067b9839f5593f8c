import { expect, test } from 'vitest';
import { hospital } from '../../web/fixture.ts';
import { jsonPieces } from './json.ts';

test.each([true, false])('the pieces together are the document (one line: %s)', (oneLine) => {
  const document = hospital();
  const pieces = [...jsonPieces(document, oneLine)];
  const text = pieces.join('');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
  expect(text.endsWith('}\n')).toBe(true);
  expect(text.slice(0, -1).includes('\n')).toBe(!oneLine);
  expect(pieces.length).toBeGreaterThan(1);
});
