/**
 * Systems that exchange HL7 over MLLP. Both programs are ours, written from the specification (`lab/programs`): the
 * wire cannot tell them from an interface engine's, and the truth says who plays the host.
 */
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';
import type { Hl7Route, Hl7System } from './hl7-messages.ts';
import { node } from './node.ts';

export const MLLP = 2575;

/** Starts the receiver, who acknowledges every message. */
export async function startReceiver(host: Host): Promise<void> {
  host.start(node('mllp-engine.ts', String(MLLP)));
  await host.listening(MLLP);
  plays(host.truth, 'hl7-receiver');
}

export interface Hl7Batch {
  readonly messages: readonly string[];
  readonly route: Hl7Route;
  readonly patients: number;
  readonly verbs: Readonly<Record<string, number>>;
  readonly categories: readonly string[];
  /** OBX-18, where it is sent. */
  readonly equipment?: string | readonly string[];
  /** Kinds of device that OBR-4 names. */
  readonly deviceTypes?: readonly string[];
}

/** Sends messages over one connection and waits for each one's acknowledgment. */
export async function send(truth: Truth, client: Host, server: Host, batch: Hl7Batch): Promise<void> {
  const { messages, route, patients, verbs, categories, equipment, deviceTypes } = batch;
  await client.run(node('mllp-sender.ts', server.address, String(MLLP)), { input: JSON.stringify(messages) });
  for (const [host, system] of [
    [client, route.from],
    [server, route.to],
  ] as const)
    noteSystem(host, system, route);
  if (equipment !== undefined) tells(client.truth, 'hl7', { 'hl7-equipment': equipment });
  if (deviceTypes !== undefined) tells(client.truth, 'hl7', { 'hl7-device-type': deviceTypes });
  plays(client.truth, 'hl7-sender');
  const items = messages.length;
  truth.flow(client.name, server.name, MLLP, 'tcp', 'hl7', {
    patients,
    data: categories.map((category) => ({ category, items, patients })),
    actions: Object.entries(verbs).map(([verb, count]) => ({ verb, count })),
  });
}

function noteSystem(host: Host, { application, facility }: Hl7System, { version }: Hl7Route): void {
  tells(host.truth, 'hl7', { 'hl7-application': application, 'hl7-facility': facility, 'hl7-version': version });
}
