import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { cdp, type CdpEvent } from '../../dissect/protocols/cdp.ts';
import { advertisement } from '../../dissect/protocols/cdp.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeCdp } from './cdp.ts';

test('an advertisement is about its sender', () => {
  const events: CdpEvent[] = [];
  cdp.dissect(new Reader(advertisement), (event) => events.push(event));
  expect(facts(observeCdp, ...events)).toEqual([
    'sender is router',
    'sender is bridge',
    'sender cdp-device-id switch-3',
    'sender cdp-platform cisco WS-C3560G-24PS',
    'sender cdp-software Switch Software, Version 12.2(25)\nCompiled in May',
    'sender cdp-port-id GigabitEthernet0/5',
    'sender cdp-address 10.0.0.126',
  ]);
});
