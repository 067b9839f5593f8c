/** Keeps what a sensor reports of a network until all of it is there. */
import type { Evidence } from '../inventory/evidence.ts';
import type { ConversationRecord } from '../sensor/observe/conversation-record.ts';
import type { Binding, FrameRef, Observation } from '../sensor/observe/observation.ts';
import type { Loss, SensorSink } from '../sensor/report.ts';

export class Gathering implements SensorSink, Evidence {
  readonly observations: Observation[] = [];
  readonly conversations: ConversationRecord[] = [];
  readonly #sightings: Binding[] = [];
  readonly #claims = new Map<string, Binding>();
  losses: Loss = { gaps: 0, unreadable: 0, shed: 0, untracked: 0 };

  get bindings(): readonly Binding[] {
    return [...this.#sightings, ...this.#claims.values()];
  }

  observation(observation: Observation): void {
    this.observations.push(observation);
  }

  binding(mac: string, address: string, source: 'arp' | 'ndp' | 'dhcp', at: FrameRef): void {
    const key = `${mac} ${address} ${source}`;
    const known = this.#claims.get(key) ?? { mac, address, source, first: at, last: at.time, packets: 0, ttl: 0 };
    const last = Math.max(known.last, at.time);
    this.#claims.set(key, { ...known, last, packets: known.packets + 1 });
  }

  sighting(binding: Binding): void {
    this.#sightings.push(binding);
  }

  conversation(record: ConversationRecord): void {
    this.conversations.push(record);
  }

  loss(loss: Loss): void {
    this.losses = loss;
  }
}
