import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeNbdgm } from './nbdgm.ts';

const source = { name: 'NURSE-PC-3', suffix: 0x20, address: '10.0.0.155' };
const event = { protocol: 'nbdgm', kind: 'datagram', source, windowsVersion: '5.1' } as const;

test('a datagram tells the name of its source and its version of Windows', () => {
  expect(facts(observeNbdgm, event)).toEqual(['sender netbios-name NURSE-PC-3', 'sender smb-os Windows 5.1']);
});

test('a datagram that somebody forwarded is about its source, and a person’s name about nobody', () => {
  const forwarded = { ...event, windowsVersion: undefined, source: { ...source, address: '10.0.0.9' } };
  expect(facts(observeNbdgm, forwarded)).toEqual(['10.0.0.9 netbios-name NURSE-PC-3']);
  expect(facts(observeNbdgm, { ...forwarded, source: { ...source, suffix: 3 } })).toEqual([]);
});
