/** How figures, times and identifiers are written for people. */
import type { Protection } from '../../src/dataflow/protection.ts';
import { typeLabel } from '../../src/inventory/device-name.ts';

export { fieldLabel, protocolLabel } from '../../src/dataflow/data-words.ts';

const number = new Intl.NumberFormat('en');
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

export const count = (value: number): string => number.format(value);

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** Decimal units, as disks and networks are sold: 1,900,000 is 1.9 MB. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  return `${scaled < 10 && power > 0 ? scaled.toFixed(1) : Math.round(scaled)} ${units[power]}`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A share that is small is still not none. */
export function shareWords(share: number): string {
  if (share <= 0) return 'none';
  if (share < 0.0001) return 'less than 0.01 %';
  const digits = share < 0.01 ? 2 : share < 0.1 ? 1 : 0;
  return `${(share * 100).toFixed(digits)} %`;
}

/** A time to the minute, in the reader's own time zone. */
export const moment = (iso: string): string => `${day.format(new Date(iso))}, ${clock.format(new Date(iso))}`;

/** From when to when, the day said once when it is the same. */
export function span(first: string, last: string): string {
  const [from, to] = [new Date(first), new Date(last)];
  if (day.format(from) !== day.format(to)) return `${moment(first)} to ${moment(last)}`;
  const [start, end] = [clock.format(from), clock.format(to)];
  return start === end ? `${day.format(from)}, ${start}` : `${day.format(from)}, ${start} to ${end}`;
}

/** How long it was from `first` to `last`: "10 minutes". */
export function duration(first: string, last: string): string {
  const seconds = (Date.parse(last) - Date.parse(first)) / 1000;
  if (seconds < 90) return plural(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < 5400) return plural(Math.round(seconds / 60), 'minute');
  if (seconds < 129_600) return plural(Math.round(seconds / 3600), 'hour');
  return plural(Math.round(seconds / 86_400), 'day');
}

/** As one would say it at `now` (milliseconds since 1970): "just now", "12 minutes ago", "yesterday, 14:02". */
export function ago(iso: string, now: number): string {
  const at = new Date(iso);
  const seconds = (now - at.getTime()) / 1000;
  // What happened a moment ago may lie before the last look at the clock.
  if (seconds < -120) return moment(iso);
  if (seconds < 90) return 'just now';
  if (seconds < 3600) return `${plural(Math.round(seconds / 60), 'minute')} ago`;
  if (day.format(at) === day.format(now)) return `today, ${clock.format(at)}`;
  if (day.format(at) === day.format(now - 86_400_000)) return `yesterday, ${clock.format(at)}`;
  return moment(iso);
}

/** A length of time in the two units that matter: "4 min 20 s". */
export function lasting(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** "2.4 k", "13 M": for a figure that moves, of which nobody needs the last digits. */
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
export const about = (value: number): string => short.format(value);

/** How sure we are, in a word. */
export function certainty(confidence: number): string {
  if (confidence >= 0.95) return 'certain';
  if (confidence >= 0.8) return 'very likely';
  if (confidence >= 0.5) return 'likely';
  return confidence > 0 ? 'a guess' : 'unknown';
}

const CATEGORIES: Readonly<Record<string, string>> = {
  'patient-identity': 'Who the patient is',
  imaging: 'Images',
  observation: 'Results and measurements',
  order: 'Orders',
  credential: 'Passwords',
  medication: 'Medication',
  schedule: 'Appointments',
  administrative: 'Administrative data',
};

export const categoryLabel = (category: string): string => CATEGORIES[category] ?? typeLabel(category);

/** A rule's identifier as words, for a filter. */
export const ruleLabel = (rule: string): string =>
  typeLabel(rule).replace(/\b(tls|ssh|snmp|smb)\b/gi, (it) => it.toUpperCase());

export const PROTECTION_LABELS: Readonly<Record<Protection, string>> = {
  exposed: 'Readable, with patient data or passwords',
  weak: 'Encrypted, but breakable',
  clear: 'Readable',
  unknown: 'Not understood',
  encrypted: 'Encrypted',
};

export const PROTECTION_SHORT: Readonly<Record<Protection, string>> = {
  exposed: 'Exposed',
  weak: 'Weak',
  clear: 'Readable',
  unknown: 'Unknown',
  encrypted: 'Encrypted',
};
