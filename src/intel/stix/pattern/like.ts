/** LIKE: `%` stands for any characters, `_` for one. In time of the product of the two lengths at most, whatever the pattern. */

export function isLike(text: string, pattern: string): boolean {
  const [characters, wanted] = [Array.from(text.normalize('NFC')), Array.from(pattern.normalize('NFC'))];
  let at = 0;
  let place = 0;
  /** Where the last % stands, and how much it has swallowed. */
  let star = -1;
  let swallowed = 0;
  while (at < characters.length) {
    // A % in the text is none in the pattern, so the pattern's own is looked at first.
    if (wanted[place] === '%') {
      star = place;
      swallowed = at;
      place += 1;
    } else if (place < wanted.length && (wanted[place] === '_' || wanted[place] === characters[at])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      swallowed += 1;
      at = swallowed;
      place = star + 1;
    } else return false;
  }
  return wanted.slice(place).every((character) => character === '%');
}
