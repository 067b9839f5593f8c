/** A pen that writes notes down as lines of text, to test observers with. */
import type { ProtocolEvent } from '../dissect/dissector.ts';
import type { Notes, Observer, Who } from './notes.ts';

/** What `observe` notes of `event`, said by 10.0.0.155 to 10.0.0.126. */
export function facts<E extends ProtocolEvent>(observe: Observer<E>, ...events: readonly E[]): readonly string[] {
  const lines: string[] = [];
  const notes: Notes = {
    side: 'originator',
    sender: { mac: '00:03:b1:b5:b6:48', address: '10.0.0.155', port: 50_000 },
    receiver: { mac: '08:00:27:1d:a6:c2', address: '10.0.0.126', port: 53 },
    attribute(who, name, value) {
      if (value !== undefined && value !== '') lines.push(`${nameOf(who)} ${name} ${value}`);
    },
    role: (who, role) => void lines.push(`${nameOf(who)} is ${role}`),
    binding: (mac, address, source) => void lines.push(`binding ${mac} ${address} ${source}`),
    action: (verb) => void lines.push(`does ${verb}`),
    data: (category, fields) => void lines.push(`data ${category} ${fields.join(' ')}`),
    encryption: (known) => void lines.push(`encryption ${known.kind}`),
    protocol: (name) => void lines.push(`protocol ${name}`),
  };
  for (const event of events) observe(event, notes);
  return lines;
}

const nameOf = (who: Who): string => (typeof who === 'string' ? who : (who.mac ?? who.address ?? 'nobody'));
