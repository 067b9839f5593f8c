/** What can be asked about devices. The console imports the types of this file, and nothing else of the inventory. */
import { z } from 'zod';
import { Device, DeviceClass, Finding, Severity } from '../analysis/document.ts';
import { endpoint, listOf } from '../platform/http/endpoint.ts';

const count = z.int().min(0);

/** One line of the device list. */
export const DeviceRow = z
  .object({
    id: z.string(),
    name: z.string(),
    class: DeviceClass,
    type: z.string(),
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    software: z.string().nullable().describe('Its software, else its operating system'),
    address: z.string().nullable().describe('The first of its addresses, else its hardware address'),
    addresses: count.describe('How many addresses it has'),
    confidence: z.number().describe('0 to 1'),
    external: z.boolean(),
    peers: count.describe('Devices and addresses it exchanged packets with'),
    bytes: count.describe('Sent and received, on the wire'),
    findings: count,
    worst: Severity.nullable().describe('Of its findings'),
    last: z.string(),
  })
  .meta({ id: 'DeviceRow' });

const Facet = z.object({ value: z.string(), count });

export const DeviceSort = z.enum([
  'attention',
  'name',
  'type',
  'manufacturer',
  'address',
  'software',
  'peers',
  'bytes',
  'last',
]);

export const listDevices = endpoint({
  method: 'GET',
  path: '/devices',
  summary: 'List devices: medical ones with the worst findings first, unless sorted otherwise',
  permission: 'device:read',
  input: z.object({
    search: z.string().max(200).default('').describe('Words that must all occur in what identifies the device'),
    class: listOf(DeviceClass),
    type: listOf(z.string()),
    manufacturer: listOf(z.string()),
    severity: listOf(Severity).describe('Has a finding of one of these severities'),
    rule: listOf(z.string()).describe('Has a finding of one of these rules'),
    scope: z.enum(['local', 'external']).optional(),
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
      .record(z.enum(['class', 'type', 'manufacturer', 'severity', 'rule']), z.array(Facet))
      .describe('Over all devices: which values there are to filter by, the most frequent first'),
  }),
});

export const getDevice = endpoint({
  method: 'GET',
  path: '/devices/{id}',
  summary: 'One device: its identity, how we know, and what is wrong with it',
  permission: 'device:read',
  input: z.object({ id: z.string() }),
  output: z.object({ name: z.string(), device: Device, findings: z.array(Finding) }),
});

export type DeviceRow = z.infer<typeof DeviceRow>;
export type DeviceList = z.output<typeof listDevices.output>;
export type DeviceQuery = z.output<typeof listDevices.input>;
