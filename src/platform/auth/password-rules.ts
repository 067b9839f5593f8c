/** Which passwords are good enough: length is what counts, and not to be the first that anyone tries. @see NIST SP 800-63B-4, section 3.1.1.2 */

export const MIN_PASSWORD = 12;
/** Longer ones would only cost us time. */
export const MAX_PASSWORD = 256;

/** What people build passwords from that are long enough and guessed all the same; also with digits or signs around them. */
const COMMON =
  `password passwort passw0rd p@ssword motdepasse contrasena wachtwoord hospital krankenhaus klinik clinic medical
  medicine doctor nurse wardline welcome willkommen administrator admin adminadmin root rootroot superuser changeme letmein
  qwertyuiop qwertzuiop qwertyuiopasdf asdfghjkl azertyuiop zxcvbnm qazwsxedc qweasdzxc 1qaz2wsx 1q2w3e4r 1q2w3e4r5t
  1q2w3e4r5t6y iloveyou sunshine princess football baseball basketball superman batman dragon monkey shadow master trustno
  secret secure security geheim computer internet service support biomed radiology siemens philips draeger gehealthcare
  spring summer autumn winter january february march april june july august september october november december
  correcthorsebatterystaple thisisapassword mypassword newpassword passwordpassword test testtest testing starwars`.split(
    /\s+/,
  );
const common = new Set(COMMON);

/** Why `password` is not good enough for `login`, as a sentence; undefined when it is. */
export function weakness(password: string, login: string): string | undefined {
  const length = Array.from(password).length;
  if (length < MIN_PASSWORD) return `A password has at least ${MIN_PASSWORD} characters, and this has ${length}.`;
  if (length > MAX_PASSWORD) return `A password has at most ${MAX_PASSWORD} characters.`;
  const plain = password.toLowerCase();
  const name = login.trim().toLowerCase();
  if (name.length > 2 && plain.replaceAll(name, '').length < 8) return 'This is too close to the login.';
  if (new Set(plain).size < 5) return 'This repeats a few characters only.';
  if (isSequence(plain)) return 'This is a row of characters that follow each other.';
  if (common.has(plain) || common.has(core(plain))) return 'This is one of the first passwords that anyone would try.';
  return undefined;
}

/** Without what people put around a word: digits and signs at both ends. */
const core = (plain: string) => plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** Whether nearly each character is the next or the previous of the one before it. */
function isSequence(plain: string): boolean {
  const codes = Array.from(plain, (it) => it.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) === 1);
  return steps.length >= codes.length - 3;
}
