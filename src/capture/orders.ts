/** What a sensor's process and the one that started it say to each other, as JSON over their channel. */
import type { CaptureSummary } from '../sensor/capture/capture.ts';
import type { ListenerState } from '../sensor/capture/listener.ts';

/** The first message to a sensor. */
export interface Order {
  readonly kind: 'read';
  /** A connection string. */
  readonly database: string;
  /** The row of `source` that its frames are counted in. */
  readonly source: number;
  /** Windows below it were taken in already. */
  readonly from: number;
  /** Frames that a sensor before it had looked at and that are in no window: told as lost with its first. */
  readonly lost?: number;
  readonly input: Input;
}

/**
 * `upload`: standard input, up to its end, of which a later attempt may send the same again. `stream`: standard input, for as
 * long as there is something. `interface`: what goes over it.
 */
export type Input =
  | { readonly kind: 'upload' | 'stream'; readonly name: string }
  | { readonly kind: 'interface'; readonly name: string };

/** After it the end of standard input is the end of the capture, and not that of whoever sent it. */
export interface Complete {
  readonly kind: 'complete';
}

export type Report =
  /** Told every second, whatever it does: a sensor that is silent hangs. */
  | { readonly kind: 'alive'; readonly consumed: number }
  | { readonly kind: 'state'; readonly state: ListenerState; readonly trouble: string | null }
  /** Windows wait for the database, or some had to be thrown away. */
  | { readonly kind: 'behind'; readonly trouble: string | null }
  /** All is read, and on the bus. */
  | { readonly kind: 'done'; readonly summary: CaptureSummary; readonly digest: string; readonly consumed: number }
  /** It ends because of an error of ours: its kind, and where in the code, but not its words. */
  | { readonly kind: 'bug'; readonly where: string };

export function isReport(message: unknown): message is Report {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
