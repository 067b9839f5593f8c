/** What a look at one thing finds. */
export interface Finding {
  readonly what: string;
  /** note: works, and somebody should know; trouble: does not work, or will not for long. */
  readonly state: 'fine' | 'note' | 'trouble';
  readonly says: string;
  /** The next step, for whoever reads this. */
  readonly next?: string;
}

export const fine = (what: string, says: string): Finding => ({ what, state: 'fine', says });
export const note = (what: string, says: string, next: string): Finding => ({ what, state: 'note', says, next });
export const trouble = (what: string, says: string, next: string): Finding => ({ what, state: 'trouble', says, next });

export const megabytes = (bytes: number): string =>
  bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

export const hasCode = (error: unknown, ...codes: readonly string[]): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));
