/** Evidence as a sensor would give it, for tests: a few words a fact, frames counted as they come. */
import type { ConversationRecord } from '../sensor/observe/conversation-record.ts';
import type { Binding, FrameRef, Observation, Subject } from '../sensor/observe/observation.ts';
import type { Evidence } from './evidence.ts';

export const at = (frame: number): FrameRef => ({ capture: 0, frame, time: 1_700_000_000_000_000 + frame * 1000 });

/** `mac` sent a frame from `address`; frame number and time are told by `frame`. */
export function sent(mac: string, address: string, ttl = 64, frame = 1, last = frame): Binding {
  return { mac, address, source: 'frame', first: at(frame), last: at(last).time, packets: 1, ttl };
}

export function claimed(mac: string, address: string, frame = 1, source: Binding['source'] = 'arp'): Binding {
  return { mac, address, source, first: at(frame), last: at(frame).time, packets: 1, ttl: 0 };
}

export function fact(subject: Subject, name: string, value: string, protocol = 'test', frame = 1): Observation {
  return { subject, name, value, protocol, confidence: 0.9, at: at(frame) };
}

export function talk(client: string, server: string, protocol: string, answered = true): ConversationRecord {
  return {
    client: { mac: undefined, address: client, port: 40000 },
    server: { mac: undefined, address: server, port: 80 },
    transport: 'tcp',
    protocol,
    opened: at(1),
    last: at(2).time,
    packets: [1, answered ? 1 : 0],
    bytes: [60, answered ? 60 : 0],
    answered,
    missing: 0,
    encryption: null,
    data: [],
    actions: [],
  };
}

export function evidence(part: Partial<Evidence>): Evidence {
  return { observations: [], bindings: [], conversations: [], ...part };
}
