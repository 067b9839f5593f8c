/** Times as the analysis document writes them. */

/** The years 0 to 9999: a capture may claim any time, but ISO 8601 has no plain form for others. */
const EARLIEST = Date.parse('0000-01-01T00:00:00Z') * 1000;
const LATEST = Date.parse('9999-12-31T23:59:59Z') * 1000;

/** Microseconds since 1970 as ISO 8601 in UTC, to the microsecond: `2020-03-24T16:07:49.954452Z`. */
export function isoTime(microseconds: number): string {
  const within = Math.max(EARLIEST, Math.min(LATEST, microseconds));
  const milliseconds = Math.floor(within / 1000);
  const rest = String(Math.floor(within - milliseconds * 1000)).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}

/** Microseconds since 1970 of what {@link isoTime} wrote. */
export function parseTime(text: string): number {
  return Date.parse(`${text.slice(0, 23)}Z`) * 1000 + Number(text.slice(23, 26));
}
