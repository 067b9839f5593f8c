/**
 * What a sensor saw in one window of time. Counts are of the window alone, so that adding windows gives the whole; what
 * is in no window was lost with the process, and never counted twice.
 */
import type { CaptureSummary } from './capture/capture.ts';
import type { ConversationRecord, DataPart } from './observe/conversation-record.ts';
import type { Binding, Observation } from './observe/observation.ts';
import type { Loss } from './report.ts';

export type { DataPart } from './observe/conversation-record.ts';

/** The bus's topic for them. The message's id is `<source>:<number>`, its body a window as JSON. */
export const WINDOWS = 'sensor-windows';

export interface SensorWindow {
  /** The row of the table `source` that its frames are counted in; every `capture` in it is this number. */
  readonly source: number;
  /** Counted from 0 in its source. */
  readonly number: number;
  /** By the packets' clock, microseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** By this machine's clock, when it was closed. */
  readonly closed: number;
  readonly frames: number;
  readonly bytes: number;
  /** The number of the last frame that was looked at, from the beginning of the source: what is beyond is in no window yet. */
  readonly through?: number;
  /** Packets that the kernel could not hand over. */
  readonly dropped: number;
  /** Seconds of it in which the sensor could listen. */
  readonly seconds: number;
  /** Whoever sent something, and what was claimed. */
  readonly bindings: readonly Binding[];
  /** Facts that this sensor had not told within the last hour. */
  readonly observations: readonly Observation[];
  readonly conversations: readonly ConversationPart[];
  readonly loss: Loss;
  /** In the last window of a capture or stream. */
  readonly summary: CaptureSummary | null;
}

/**
 * A conversation's share of a window: packets, bytes, missing bytes, items and actions are those of the window; what is
 * spoken and how it is protected is what is known by now. Within its source a conversation is known by the frame that
 * opened it. Which end is the client is a guess where the opening was not seen: a later part may know better.
 */
export interface ConversationPart extends Omit<ConversationRecord, 'data'> {
  readonly data: readonly DataPart[];
  /** Whether it began in this window. */
  readonly begins: boolean;
  /** Whether it is over: closed, or silent for so long that the next packet begins another. */
  readonly over: boolean;
}
