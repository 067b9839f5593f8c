/**
 * The analysis document: the contract between the sensor's pure parts and whoever reads `wardline analyze --json`.
 *
 * Fields may be added, none renamed. `schema/analysis.schema.json` is generated from here.
 */
import { z } from 'zod';
import { SCHEMA } from './edition.ts';

const time = z.iso.datetime({ precision: 6 }).describe('UTC, to the microsecond');
const count = z.number().int().min(0);

export const Severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
export const DeviceClass = z.enum(['medical', 'clinical-it', 'it', 'network', 'building', 'iot', 'unknown']);

export const Capture = z.object({
  file: z.string(),
  format: z.enum(['pcap', 'pcapng']).nullable().describe('Null when it is neither'),
  frames: count,
  bytes: count.describe('Frame lengths on the wire'),
  first: time.nullable(),
  last: time.nullable(),
  incomplete: z.string().nullable().describe('Why reading stopped before the end, or what could not be read'),
});

export const Attribute = z.object({
  name: z.string(),
  value: z.string(),
  protocol: z.string(),
  capture: count,
  frame: z.number().int().min(1),
  confidence: z.number().min(0).max(1),
});

/** A value of the device's identity, why we say so, and what speaks against it. */
export const Provenance = z.object({
  value: z.string(),
  because: z.string().describe('The rule that concluded it, in words'),
  evidence: z.array(Attribute),
  conflicts: z.array(Attribute).describe('Evidence for another value'),
});

export const AddressHistory = z.object({ address: z.string(), mac: z.string().nullable(), first: time, last: time });

/** Whom a gateway speaks for. It has no address here; where it is on the network as well, `device` is that device. */
export const Child = z.object({
  id: z.string(),
  kind: z.enum(['device', 'system']).describe('System: a program whose messages are passed on'),
  name: z.string().nullable().describe('As the gateway calls it'),
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  software: z.string().nullable(),
  udi: z.string().nullable(),
  mac: z.string().nullable().describe('Where the gateway gives its hardware address'),
  class: DeviceClass,
  type: z.string(),
  device: z.string().nullable().describe('The same device on the network itself'),
  evidence: z.array(Attribute),
});

export const Device = z.object({
  id: z.string(),
  macs: z.array(z.string()),
  addresses: z.array(z.string()),
  names: z.array(z.string()),
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  software: z.string().nullable(),
  os: z.string().nullable(),
  udi: z.string().nullable(),
  class: DeviceClass,
  type: z.string(),
  confidence: z.number().min(0).max(1),
  roles: z.array(z.string()),
  attributes: z.array(Attribute),
  scope: z.enum(['local', 'external']).describe('External: an address of the Internet, beyond the last router'),
  first: time,
  last: time,
  history: z.array(AddressHistory).describe('Which address it held when'),
  provenance: z.partialRecord(
    z.enum(['manufacturer', 'model', 'serial', 'software', 'os', 'udi', 'class', 'type', 'name']),
    Provenance,
  ),
  children: z.array(Child).optional().describe('Behind it: devices and systems that it speaks for, at most 128'),
});

const End = z.object({
  device: z.string().nullable().describe('Null when nothing was ever heard from it'),
  address: z.string(),
  port: count,
});

export const Certificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  notBefore: z.string(),
  notAfter: z.string(),
  key: z.string(),
  selfSigned: z.boolean(),
});

export const Encryption = z.object({
  kind: z.string(),
  version: z.string().nullable(),
  cipher: z.string().nullable(),
  group: z.string().nullable(),
  serverName: z.string().nullable(),
  alpn: z.string().nullable(),
  ja3: z.string().optional(),
  ja3s: z.string().optional(),
  ja4: z.string().optional(),
  certificates: z.array(Certificate),
});

export const ConversationData = z.object({
  category: z.string(),
  fields: z.array(z.string()),
  items: count,
  patients: count.describe('Distinct, by keyed hash'),
  from: z.array(z.enum(['client', 'server'])).describe('Who sent it'),
  evidence: z.object({ capture: count, frame: z.number().int().min(1) }).describe('Where it was first seen'),
});

export const ConversationEntry = z.object({
  id: z.string(),
  client: End,
  server: End,
  transport: z.enum(['tcp', 'udp', 'icmp', 'sctp', 'other']),
  protocol: z.string().nullable(),
  first: time,
  last: time,
  packets: z.tuple([count, count]),
  bytes: z.tuple([count, count]),
  encryption: Encryption.nullable(),
  data: z.array(ConversationData),
  actions: z.array(z.object({ verb: z.string(), count })),
  evidence: z.object({ capture: count, frame: z.number().int().min(1) }).describe('The frame it begins with'),
});

export const Evidence = z.object({ capture: count, frame: z.number().int().min(1), says: z.string() });

export const Finding = z.object({
  id: z.string(),
  rule: z.string(),
  severity: Severity,
  device: z.string().nullable(),
  peer: z.string().nullable(),
  title: z.string().describe('One sentence in the words of the people who run the hospital'),
  advice: z.string().describe('What to do about it'),
  evidence: z.array(Evidence),
});

export const Alert = z.object({
  id: z.string(),
  rule: z.string(),
  severity: Severity,
  device: z.string().nullable(),
  peer: z.string().nullable(),
  first: time,
  last: time,
  expected: z.string(),
  seen: z.string(),
  technique: z.array(z.string()),
  evidence: z.array(Evidence),
});

export const AnalysisDocument = z.object({
  schema: z.literal(SCHEMA),
  captures: z.array(Capture),
  devices: z.array(Device),
  conversations: z.array(ConversationEntry),
  findings: z.array(Finding),
  alerts: z.array(Alert),
  loss: z.object({
    gaps: count.describe('Bytes of streams that the captures do not hold, counted in holes'),
    unreadable: count.describe('Frames that could not be decoded'),
    shed: count.describe('Conversations no longer read because memory ran short'),
    untracked: count.describe('Packets of more devices or conversations than can be kept'),
    oneWay: count.describe('Conversations of which one direction alone was captured'),
  }),
});

export type AnalysisDocument = z.infer<typeof AnalysisDocument>;
export type Device = z.infer<typeof Device>;
export type DeviceClass = z.infer<typeof DeviceClass>;
export type Attribute = z.infer<typeof Attribute>;
export type Child = z.infer<typeof Child>;
export type Provenance = z.infer<typeof Provenance>;
export type Certificate = z.infer<typeof Certificate>;
export type Encryption = z.infer<typeof Encryption>;
export type ConversationEntry = z.infer<typeof ConversationEntry>;
export type Finding = z.infer<typeof Finding>;
export type Capture = z.infer<typeof Capture>;
export type Severity = z.infer<typeof Severity>;
export type Evidence = z.infer<typeof Evidence>;
