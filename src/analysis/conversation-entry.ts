/** A conversation as the analysis document shows it. */
import { hash } from 'node:crypto';
import { isoTime } from '../lib/time.ts';
import type { ConversationRecord, Encryption } from '../sensor/observe/conversation-record.ts';
import type { Endpoint } from '../sensor/observe/observation.ts';
import type { ConversationEntry } from './document.ts';
import type { Ends } from './ends.ts';

export function entryOf(record: ConversationRecord, ends: Ends): ConversationEntry {
  const { client, server, transport, protocol, opened } = record;
  const end = (endpoint: Endpoint) => ({
    device: ends.at(endpoint, opened.time)?.id ?? null,
    address: endpoint.address ?? '',
    port: endpoint.port,
  });
  return {
    id: idOf(record),
    client: end(client),
    server: end(server),
    transport,
    protocol,
    first: isoTime(opened.time),
    last: isoTime(record.last),
    packets: [...record.packets],
    bytes: [...record.bytes],
    encryption: record.encryption === null ? null : encryptionOf(record.encryption),
    data: record.data.map(({ category, fields, items, patients, from, first }) => ({
      category,
      fields: [...fields],
      items,
      patients,
      from: [...from],
      evidence: { capture: first.capture, frame: first.frame },
    })),
    actions: record.actions.map(({ verb, count }) => ({ verb, count })),
    evidence: { capture: opened.capture, frame: opened.frame },
  };
}

/** The same for the same conversation of the same captures. */
function idOf({ client, server, transport, opened }: ConversationRecord): string {
  const name = [client.address, client.port, server.address, server.port, transport, opened.capture, opened.frame];
  return `c-${hash('sha256', name.join(' ')).slice(0, 16)}`;
}

export function encryptionOf(known: Encryption): NonNullable<ConversationEntry['encryption']> {
  const { kind, version, cipher, group, serverName, alpn, ja3, ja3s, ja4, certificates } = known;
  return {
    kind,
    version: version ?? null,
    cipher: cipher ?? null,
    group: group ?? null,
    serverName: serverName ?? null,
    alpn: alpn ?? null,
    ...(ja3 === undefined ? {} : { ja3 }),
    ...(ja3s === undefined ? {} : { ja3s }),
    ...(ja4 === undefined ? {} : { ja4 }),
    certificates: (certificates ?? []).map((certificate) => ({ ...certificate, names: [...certificate.names] })),
  };
}
