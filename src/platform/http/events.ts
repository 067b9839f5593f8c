/**
 * Tells browsers what has just changed, as server-sent events. An event says what to ask for again and holds no data of its own:
 * whoever misses one, or is too slow for them, is told to ask for everything again, and nothing is wrong until then.
 * @see HTML Living Standard, section 9.2
 */
import { AppError } from '../../lib/errors.ts';
import type { Actor, Permission } from './endpoint.ts';

/** What each kind of event tells of, and what one must be allowed to read to hear it. */
export const EVENT_PERMISSIONS = {
  device: 'device:read',
  finding: 'finding:read',
  flow: 'flow:read',
  capture: 'capture:read',
  sensor: 'sensor:read',
  import: 'import:read',
  switch: 'switch:read',
  setting: 'device:read',
  intel: 'finding:read',
} as const satisfies Record<string, Permission>;
export type EventKind = keyof typeof EVENT_PERMISSIONS;

/** Names and numbers of what changed. */
export type EventData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Events kept for whoever comes back after a short break. */
const KEPT = 1000;
/** Events that wait for a slow reader before it is told to ask for everything again. */
const MAX_WAITING = 200;
const MAX_LISTENERS = 500;
/** Streams of one account: tabs of a browser, and of another. */
const MAX_LISTENERS_EACH = 30;
/** Milliseconds between signs of life, at which it is also asked whether the listener may still hear. */
const HEARTBEAT = 15_000;

interface Sent {
  readonly seq: number;
  readonly kind: EventKind;
  readonly text: string;
}

interface Listener {
  readonly actor: Actor;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** It was too slow: nothing more is queued until it has read all, and then it is told to ask for everything. */
  behind: boolean;
}

export interface HubOptions {
  /** Milliseconds; {@link HEARTBEAT} unless told. */
  readonly heartbeat?: number;
}

export class EventHub {
  /** Numbers begin anew with each start, which the first part of an id tells. */
  readonly #start = Date.now().toString(36);
  readonly #heartbeat: number;
  readonly #listeners = new Set<Listener>();
  #kept: Sent[] = [];
  #seq = 0;

  constructor({ heartbeat = HEARTBEAT }: HubOptions = {}) {
    this.#heartbeat = heartbeat;
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  publish(kind: EventKind, data: EventData): void {
    this.#seq += 1;
    const text = `id: ${this.#start}-${this.#seq}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
    const sent = { seq: this.#seq, kind, text };
    this.#kept.push(sent);
    // Cut by halves, so that the cost of one event stays the same.
    if (this.#kept.length > 2 * KEPT) this.#kept = this.#kept.slice(-KEPT);
    for (const listener of this.#listeners) this.#tell(listener, sent);
  }

  /**
   * All events from now on that `actor` may hear, after those since `lastId`; `stillMay` is asked again and again, and ends
   * the stream. @throws AppError when too many listen already
   */
  listen(actor: Actor, lastId: string | undefined, stillMay: () => Promise<boolean>): ReadableStream<Uint8Array> {
    const own = [...this.#listeners].filter((it) => it.actor.account === actor.account).length;
    if (this.#listeners.size >= MAX_LISTENERS || own >= MAX_LISTENERS_EACH) {
      throw new AppError('too-many', 'Too many pages listen at once: close some of them.');
    }
    let listener: Listener | undefined;
    let timer: NodeJS.Timeout | undefined;
    const close = () => {
      clearInterval(timer);
      if (listener !== undefined) this.#listeners.delete(listener);
    };
    const beat = async (it: Listener) => {
      // Who cannot be told any more, as when the database is away, hears nothing more until they ask again.
      const may = await stillMay().catch(() => false);
      if (!this.#listeners.has(it)) return;
      if (may) write(it, ': still here\n\n');
      else {
        close();
        it.controller.close();
      }
    };
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const it: Listener = { actor, controller, behind: false };
          listener = it;
          this.#listeners.add(it);
          timer = setInterval(() => void beat(it), this.#heartbeat);
          write(it, 'retry: 3000\n\n');
          this.#catchUp(it, lastId);
        },
        pull: () => {
          if (listener?.behind !== true || (listener.controller.desiredSize ?? 0) < MAX_WAITING) return;
          listener.behind = false;
          this.#resync(listener);
        },
        cancel: close,
      },
      { highWaterMark: MAX_WAITING },
    );
  }

  #catchUp(listener: Listener, lastId: string | undefined): void {
    if (lastId === undefined) return;
    const [start, seq] = lastId.split('-');
    const missed = this.#seq - Number(seq);
    if (start !== this.#start || !(missed >= 0 && missed <= Math.min(this.#kept.length, MAX_WAITING / 2))) {
      this.#resync(listener);
    } else for (const sent of missed === 0 ? [] : this.#kept.slice(-missed)) this.#tell(listener, sent);
  }

  #tell(listener: Listener, { kind, text }: Sent): void {
    if (listener.behind || !listener.actor.permissions.has(EVENT_PERMISSIONS[kind])) return;
    if ((listener.controller.desiredSize ?? 0) > 1) write(listener, text);
    else listener.behind = true;
  }

  /** To ask for everything again. */
  #resync(listener: Listener): void {
    write(listener, `id: ${this.#start}-${this.#seq}\nevent: resync\ndata: {}\n\n`);
  }
}

const encoder = new TextEncoder();

function write({ controller }: Listener, text: string): void {
  controller.enqueue(encoder.encode(text));
}
