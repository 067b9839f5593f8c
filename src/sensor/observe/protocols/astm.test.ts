import { expect, test } from 'vitest';
import { Conversation } from '../../dissect/conversation.ts';
import { astm, type AstmEvent } from '../../dissect/protocols/astm.ts';
import { order, results } from '../../dissect/protocols/astm.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeAstm } from './astm.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: AstmEvent[] = [];
  new Conversation(astm, (event) => event.kind !== 'lost' && events.push(event)).data('originator', bytes);
  return facts(observeAstm, ...events);
}

test('results tell the analyser, its host and that a patient is named', () => {
  expect(observed(Buffer.concat(results))).toEqual([
    'does patient',
    'data patient-identity P-3 P-5 P-6 P-8 P-9',
    'does order',
    'data order O-3 O-5',
    'sender is astm-instrument',
    'receiver is astm-host',
    'sender astm-sender Cobas 6000^c501^05.02.11^7788',
    'sender astm-software 05.02.11',
    'sender astm-version LIS2-A2',
    'receiver astm-host LIS',
    'sender child astm-sender=Cobas 6000^c501^05.02.11^7788|astm-software=05.02.11',
    'data credential H-4',
    'does result',
    'data observation R-3 R-4 R-5 R-7',
    'sender astm-instrument c501-A',
    'does comment',
    'data observation C-4',
  ]);
});

test('orders tell which end is the host', () => {
  const said = observed(order);
  expect(said).toContain('sender is astm-host');
  expect(said).toContain('sender astm-host LIS');
  expect(said).toContain('receiver astm-sender XN-1000');
});
