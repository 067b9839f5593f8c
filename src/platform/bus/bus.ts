/** How facts travel: publishers are done when a message is durable, consumers commit how far they came with what they made of it. */
import type { Transaction } from '../store/database.ts';

export interface Outgoing {
  /** Unique in its topic: publishing it again is no second message. */
  readonly id: string;
  readonly body: Uint8Array;
}

export interface Message extends Outgoing {
  readonly seq: number;
}

export type Handler = (batch: readonly Message[], transaction: Transaction) => Promise<void>;

export interface Consumption {
  /** Resolves when the handler is done with what it has begun. */
  stop(): Promise<void>;
  /** Rejects when the handler failed and could not be tried again. */
  readonly ended: Promise<void>;
}

export interface Bus {
  /** Resolves when all of `messages` are durable. */
  publish(topic: string, messages: readonly Outgoing[]): Promise<void>;
  /** Hands every message of a topic, in order, to one consumer of the group. What the handler does in `transaction` and the group's position are committed together. */
  consume(topic: string, consumer: string, handler: Handler): Consumption;
}
