import { expect, test } from 'vitest';
import { hospital } from '../../web/fixture.ts';
import type { ConversationEntry } from '../analysis/document.ts';
import { findings } from './findings.ts';

const { devices, conversations } = hospital();
const leaking = conversations.find(({ data, encryption }) => data.length > 0 && encryption === null);
if (leaking === undefined) throw new Error('the hospital of the samples leaks nothing');
const found = (change: Partial<ConversationEntry>) => findings(devices, [{ ...leaking, ...change }]);

test('patient data in clear is a finding about its sender, with the frame that shows it', () => {
  const [finding] = found({});
  expect(finding).toMatchObject({
    rule: 'cleartext-patient-data',
    severity: 'high',
    device: leaking.client.device,
    peer: leaking.server.device,
    evidence: [{ frame: leaking.data[0]?.evidence.frame }],
  });
  expect(finding?.title).toContain('unencrypted');
});

test('what the server sends is its own finding', () => {
  const data = leaking.data.map((item) => ({ ...item, from: ['server' as const] }));
  expect(found({ data })[0]).toMatchObject({ device: leaking.server.device, peer: leaking.client.device });
});

test('encrypted, or without data, is none', () => {
  const encryption = conversations.find((conversation) => conversation.encryption !== null)?.encryption ?? null;
  expect(encryption).not.toBeNull();
  expect([...found({ encryption }), ...found({ data: [] })]).toEqual([]);
});

test('a credential in clear is another and lesser finding', () => {
  const from: ('client' | 'server')[] = ['client', 'server'];
  const data = leaking.data.map((item) => ({ ...item, category: 'credential', fields: ['community'], from }));
  expect(found({ data })).toMatchObject([
    { rule: 'cleartext-credentials', severity: 'medium', device: leaking.client.device },
  ]);
});

test('many conversations of the same two devices are one finding', () => {
  expect(findings(devices, [leaking, { ...leaking, id: 'c-2' }])).toMatchObject([{ evidence: [{}, {}] }]);
});
