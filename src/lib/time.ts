/** Times as the analysis document writes them. */

/** Microseconds since 1970 as ISO 8601 in UTC, to the microsecond: `2020-03-24T16:07:49.954452Z`. */
export function isoTime(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(Math.floor(microseconds - milliseconds * 1000)).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}
