/** What laboratory records tell: the analyser and its host, passwords in the clear, and whose results go where. */
import type { AstmEvent } from '../../dissect/protocols/astm.ts';
import type { AstmData } from '../../dissect/protocols/astm/records.ts';
import { childText } from '../child.ts';
import type { DataCategory } from '../conversation-record.ts';
import type { Notes } from '../notes.ts';

const CATEGORIES: Readonly<Record<AstmData['record'], DataCategory>> = {
  patient: 'patient-identity',
  order: 'order',
  result: 'observation',
  comment: 'observation',
  query: 'order',
};

export function observeAstm(event: AstmEvent, notes: Notes): void {
  if (event.kind === 'refused') notes.action('NAK');
  else if (event.kind === 'malformed') notes.action('checksum error');
  else if (event.kind === 'data') {
    notes.action(event.record);
    if (event.fields.length > 0) notes.data(CATEGORIES[event.record], event.fields, event.patient);
    notes.attribute('sender', 'astm-instrument', event.instrument, 0.7);
  } else if (event.from === 'instrument') {
    notes.role('sender', 'astm-instrument');
    notes.role('receiver', 'astm-host');
    notes.attribute('sender', 'astm-sender', event.sender);
    notes.attribute('sender', 'astm-software', event.software, 0.7);
    notes.attribute('sender', 'astm-version', event.version);
    notes.attribute('receiver', 'astm-host', event.receiver, 0.7);
    notes.attribute('sender', 'child', lineOf(event.sender, event.software, notes), 0.7);
  } else {
    notes.role('sender', 'astm-host');
    notes.role('receiver', 'astm-instrument');
    notes.attribute('sender', 'astm-host', event.sender);
    notes.attribute('receiver', 'astm-sender', event.receiver, 0.7);
  }
  if (event.kind === 'header' && event.password) notes.data('credential', ['H-4']);
}

/** A serial hub gives each analyser a port of its own: where it is called there, the port tells them apart. */
function lineOf(sender: string, software: string | undefined, notes: Notes): string | undefined {
  const port = notes.side === 'responder' ? `${notes.sender.port}` : undefined;
  return childText({ 'astm-sender': sender, 'astm-software': software, port });
}
