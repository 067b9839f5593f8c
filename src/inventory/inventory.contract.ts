/** What can be asked about devices. The console imports the types of this file, and nothing else of the inventory. */
import { z } from 'zod';
import { Device, DeviceClass, Finding, Severity } from '../analysis/document.ts';
import { endpoint, listOf } from '../platform/http/endpoint.ts';
import { Approval, Decision, Word } from './decision.contract.ts';
import { PresenceNow, PresenceState } from './history.contract.ts';

const count = z.int().min(0);
const time = z.iso.datetime({ precision: 6 });

/** One line of the device list. */
export const DeviceRow = z
  .object({
    id: z.string(),
    name: z.string(),
    class: DeviceClass,
    type: z.string(),
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    software: z.string().nullable().describe('Its software, else its operating system'),
    address: z.string().nullable().describe('The first of its addresses, else its hardware address'),
    addresses: count.describe('How many addresses it has'),
    confidence: z.number().describe('0 to 1'),
    external: z.boolean(),
    peers: count.describe('Devices and addresses it exchanged packets with'),
    bytes: count.describe('Sent and received, on the wire'),
    findings: count,
    worst: Severity.nullable().describe('Of its findings'),
    first: z.string(),
    last: z.string(),
    presence: PresenceState,
    ward: z.string().nullable().describe('Where it stands, as a person said'),
    owner: z.string().nullable().describe('Who answers for it, as a person said'),
    approved: z.string().nullable().describe('When a person approved it'),
  })
  .meta({ id: 'DeviceRow' });

const Facet = z.object({
  value: z.string(),
  count,
  label: z.string().optional().describe('Where the value is no word'),
});

export const DeviceSort = z.enum([
  'attention',
  'name',
  'class',
  'type',
  'manufacturer',
  'model',
  'serial',
  'address',
  'software',
  'confidence',
  'findings',
  'peers',
  'bytes',
  'first',
  'last',
  'ward',
  'owner',
  'approved',
]);

/** What narrows a list of devices down; what is left out narrows nothing. */
export const DeviceFilter = z.object({
  search: z
    .string()
    .max(200)
    .default('')
    .describe('Words that must all occur in what identifies the device, or in its number in the maintenance system'),
  class: listOf(DeviceClass),
  type: listOf(z.string()),
  manufacturer: listOf(z.string()),
  severity: listOf(Severity).describe('Has a finding of one of these severities'),
  rule: listOf(z.string()).describe('Has a finding of one of these rules'),
  scope: z.enum(['local', 'external']).optional(),
  presence: listOf(PresenceState),
  ward: listOf(z.string()).describe('`none`: those of which nobody said where they stand'),
  owner: listOf(z.string()).describe('`none`: those of which nobody said who answers for them'),
  approved: z.enum(['yes', 'no']).optional(),
  seen: z.coerce.number().int().min(1).max(87_600).optional().describe('Heard within so many hours'),
  appeared: z.coerce.number().int().min(1).max(87_600).optional().describe('First heard within so many hours'),
  changed: z.coerce.number().int().min(1).max(87_600).optional().describe('Became different within so many hours'),
  source: z.coerce.number().int().min(1).optional().describe('Seen in this capture, or in this run of a sensor'),
  hasSoftware: z.enum(['yes', 'no']).optional().describe('Whether its software or operating system is known'),
});

export const listDevices = endpoint({
  method: 'GET',
  path: '/devices',
  summary: 'List devices: medical ones with the worst findings first, unless sorted otherwise',
  permission: 'device:read',
  input: DeviceFilter.extend({
    sort: DeviceSort.default('attention'),
    order: z.enum(['up', 'down']).default('up'),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({
    devices: z.array(DeviceRow),
    total: count.describe('That match'),
    all: count.describe('That exist'),
    facets: z
      .record(
        z.enum([
          'class',
          'type',
          'manufacturer',
          'severity',
          'rule',
          'ward',
          'owner',
          'presence',
          'approved',
          'source',
        ]),
        z.array(Facet),
      )
      .describe('Over all devices: which values there are to filter by, the most frequent first, at most 200 of each'),
  }),
});

/** Where a cable leads, as a switch says that a person named. */
export const Attachment = z
  .object({
    mac: z.string(),
    switch: z.string().describe("The switch's name, else its address"),
    port: z.string(),
    portName: z.string().nullable(),
    vlan: count.nullable(),
    first: time,
    last: time,
  })
  .meta({ id: 'Attachment' });

/** What another system of record says of the device, as last imported. */
export const AssetRecord = z
  .object({ key: z.string(), record: z.record(z.string(), z.string()), import: z.string(), at: time })
  .meta({ id: 'AssetRecord' });

export const getDevice = endpoint({
  method: 'GET',
  path: '/devices/{id}',
  summary: 'One device: its identity, how we know, what is wrong with it, and what people said of it',
  permission: 'device:read',
  input: z.object({ id: z.string().describe('Also that of a device that has become part of another') }),
  output: z.object({
    name: z.string(),
    device: Device.describe('`id` differs from the one asked for when that became part of another'),
    findings: z.array(Finding),
    row: DeviceRow.describe('The same device as the list shows it'),
    presence: PresenceNow,
    approval: Approval.nullable(),
    words: z.array(Word).describe('What people said: it wins over what was concluded'),
    decisions: z.array(Decision).describe('Merges and splits that concern it, the latest first'),
    attachments: z.array(Attachment).describe('Its last port of each hardware address, the latest first'),
    asset: AssetRecord.nullable(),
  }),
});

export type DeviceRow = z.infer<typeof DeviceRow>;
export type DeviceFilter = z.output<typeof DeviceFilter>;
export type DeviceList = z.output<typeof listDevices.output>;
export type DeviceQuery = z.output<typeof listDevices.input>;
export type DeviceDetail = z.output<typeof getDevice.output>;
