/**
 * What a sensor told window by window, kept as evidence for as long as somebody watches: each fact, address and kind of conversation
 * once, and no more of each than is told here. What was not heard for longest gives way.
 */
import type { Evidence } from '../inventory/evidence.ts';
import type { ConversationRecord } from '../sensor/observe/conversation-record.ts';
import type { Binding, Observation } from '../sensor/observe/observation.ts';
import type { SensorWindow } from '../sensor/window.ts';

/** Of each. A network of some thousand devices stays below. */
const MAX_KEPT = 50_000;

export class LiveEvidence implements Evidence {
  readonly #observations = new Map<string, Observation>();
  readonly #bindings = new Map<string, Binding>();
  readonly #conversations = new Map<string, ConversationRecord>();

  get observations(): readonly Observation[] {
    return [...this.#observations.values()];
  }

  get bindings(): readonly Binding[] {
    return [...this.#bindings.values()];
  }

  get conversations(): readonly ConversationRecord[] {
    return [...this.#conversations.values()];
  }

  take({ observations, bindings, conversations }: SensorWindow): void {
    for (const observation of observations) {
      const { subject, name, value, protocol } = observation;
      const key = JSON.stringify([subject.mac, subject.address, name, value, protocol]);
      put(this.#observations, key, this.#observations.get(key) ?? observation);
    }
    for (const binding of bindings) {
      const key = `${binding.mac} ${binding.address} ${binding.source}`;
      const known = this.#bindings.get(key);
      put(this.#bindings, key, known === undefined ? binding : { ...known, ...sums(known, binding) });
    }
    for (const { data: _data, begins: _begins, over: _over, ...part } of conversations) {
      const key = keyOf(part);
      const known = this.#conversations.get(key);
      // Data says what is sent, not who it is.
      put(this.#conversations, key, known === undefined ? { ...part, data: [] } : joined(known, part));
    }
  }
}

/** The newest last; the oldest gives way. */
function put<T>(kept: Map<string, T>, key: string, value: T): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size <= MAX_KEPT) return;
  const { value: oldest } = kept.keys().next();
  if (oldest !== undefined) kept.delete(oldest);
}

function sums(known: Binding, next: Binding): Partial<Binding> {
  return {
    last: Math.max(known.last, next.last),
    packets: known.packets + next.packets,
    ttl: Math.max(known.ttl, next.ttl),
  };
}

/** All conversations between two about the same thing are one. */
function keyOf({ client, server, transport, protocol }: Omit<ConversationRecord, 'data'>): string {
  return JSON.stringify([client.mac, client.address, server.mac, server.address, server.port, transport, protocol]);
}

function joined(known: ConversationRecord, part: Omit<ConversationRecord, 'data'>): ConversationRecord {
  const actions = new Map(known.actions.map(({ verb, count }) => [verb, count]));
  for (const { verb, count } of part.actions) actions.set(verb, (actions.get(verb) ?? 0) + count);
  return {
    ...known,
    last: Math.max(known.last, part.last),
    packets: [known.packets[0] + part.packets[0], known.packets[1] + part.packets[1]],
    bytes: [known.bytes[0] + part.bytes[0], known.bytes[1] + part.bytes[1]],
    answered: known.answered || part.answered,
    encryption: part.encryption ?? known.encryption,
    actions: Array.from(actions, ([verb, count]) => ({ verb, count })),
  };
}
