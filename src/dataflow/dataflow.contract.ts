/** What can be asked about what devices send to whom, and about the captures that show it. */
import { z } from 'zod';
import { Attribute, Capture, ConversationEntry, DeviceClass, Finding, Severity } from '../analysis/document.ts';
import { DeviceRef } from '../inventory/device-ref.ts';
import { endpoint, listOf } from '../platform/http/endpoint.ts';
import { PROTECTIONS } from './protection.ts';

const count = z.int().min(0);
const Protection = z.enum(PROTECTIONS);
const FrameRef = z.object({ capture: count, frame: z.int().min(1) });
const Data = z.object({
  category: z.string(),
  fields: z.array(z.string()),
  items: count,
  patients: count.describe('At least so many different ones'),
});

/** All conversations of a device with one peer about the same thing. */
export const Flow = z
  .object({
    peer: DeviceRef,
    address: z.string().describe("The peer's"),
    opens: z.boolean().describe('Whether the device, and not the peer, opened them'),
    transport: z.string(),
    protocol: z.string().nullable(),
    port: count.describe("The server's"),
    protection: Protection,
    encryption: z.string().nullable().describe('Kind and version, in words'),
    conversations: count,
    sent: count.describe('Bytes from the device'),
    received: count,
    first: z.string(),
    last: z.string(),
    data: z.array(Data),
    actions: z.array(z.object({ verb: z.string(), count })),
    evidence: FrameRef.describe('The frame with which the first of them begins'),
  })
  .meta({ id: 'Flow' });

export const listFlows = endpoint({
  method: 'GET',
  path: '/devices/{id}/flows',
  summary: 'Whom a device talks to, how, about what and how well protected; the worst protected first',
  permission: 'flow:read',
  input: z.object({ id: z.string(), limit: z.coerce.number().int().min(1).max(2000).default(500) }),
  output: z.object({ flows: z.array(Flow), total: count.describe('How many there are, listed or not') }),
});

export const FlowNode = z
  .object({
    id: z.string(),
    label: z.string(),
    class: DeviceClass,
    type: z.string(),
    external: z.boolean(),
    devices: count.describe('1 for a device, else how many the node stands for'),
    worst: Severity.nullable(),
    zone: z.string().describe('The id of the zone it lies in'),
    medical: count.describe('How many medical devices it stands for'),
  })
  .meta({ id: 'FlowNode' });

export const FlowEdge = z
  .object({
    from: z.string().describe('The node that opened the conversations'),
    to: z.string(),
    protection: Protection,
    protocols: z.array(z.string()).describe('The busiest first; empty when none was recognised'),
    categories: z.array(z.string()),
    bytes: count,
    conversations: count,
  })
  .meta({ id: 'FlowEdge' });

/** Where devices stand: a ward, else a subnet, or the Internet. */
export const FlowZone = z
  .object({
    id: z.string(),
    label: z.string(),
    kind: z.enum(['ward', 'subnet', 'other', 'internet']),
    devices: count.describe('In all, drawn or not'),
    medical: count,
    worst: Severity.nullable(),
  })
  .meta({ id: 'FlowZone' });

export const getMap = endpoint({
  method: 'GET',
  path: '/map',
  summary: 'Who talks to whom: devices, or groups of one type or zone when there are too many to draw',
  permission: 'flow:read',
  input: z.object({
    by: z
      .enum(['auto', 'device', 'type', 'zone'])
      .default('auto')
      .describe('auto: devices as long as there are 60 or fewer, or when one is in focus'),
    open: listOf(z.string()).describe('Groups to show as their devices all the same'),
    zone: listOf(z.string()).describe('Only what lies in these zones, and whom it talks to'),
    focus: z.string().optional().describe('Only this device and whom it talks to'),
    hops: z.coerce.number().int().min(1).max(2).default(1).describe('How far from the focus'),
    protocol: listOf(z.string()),
    protection: listOf(Protection),
    limit: z.coerce.number().int().min(10).max(5000).default(3000).describe('Of nodes: the busiest are drawn'),
  }),
  output: z.object({
    by: z.enum(['device', 'type', 'zone']),
    zones: z.array(FlowZone).describe('Those with the most medical devices first, the Internet last'),
    leftOut: count.describe('Devices that are not drawn because there are more than the limit'),
    nodes: z.array(FlowNode),
    edges: z.array(FlowEdge).describe('The busiest first; at most 10,000'),
    protocols: z.array(z.object({ value: z.string(), count })).describe('Over all conversations, the busiest first'),
    unanswered: count.describe('Conversations with an address that nothing was ever heard from; not drawn'),
  }),
});

export const NamedFinding = z
  .object({ finding: Finding, device: DeviceRef.nullable(), peer: DeviceRef.nullable() })
  .meta({ id: 'NamedFinding' });

const Severities = z.record(Severity, count);

export const listFindings = endpoint({
  method: 'GET',
  path: '/findings',
  summary: 'What is wrong, the most severe first',
  permission: 'finding:read',
  input: z.object({
    severity: listOf(Severity),
    rule: listOf(z.string()),
    search: z.string().max(200).default(''),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(1000).default(500),
  }),
  output: z.object({
    findings: z.array(NamedFinding),
    total: count.describe('That match'),
    all: count.describe('That there are'),
    severities: Severities.describe('Over all findings'),
    rules: z.array(z.object({ value: z.string(), count })),
  }),
});

export const getOverview = endpoint({
  method: 'GET',
  path: '/overview',
  summary: 'What is the matter, in one sentence and a few figures',
  permission: 'finding:read',
  input: z.object({}),
  output: z.object({
    sentence: z.string(),
    devices: count.describe('On the local network'),
    classes: z.array(z.object({ class: DeviceClass, count })).describe('Of the local devices'),
    external: count.describe('Addresses of the Internet'),
    severities: Severities,
    traffic: z.array(z.object({ protection: Protection, bytes: count, conversations: count })),
    patients: count.describe('At least so many different patients were seen in readable traffic'),
    first: z.string().nullable(),
    last: z.string().nullable(),
    frames: count,
    blind: z.array(z.string()).describe('What the captures did not show, a sentence each'),
    demo: z.boolean().describe('Whether all of this is the demo hospital'),
    live: z.object({
      listening: count.describe('Sensors that listen at the moment'),
      failing: count.describe('Sensors that should listen and do not'),
      framesPerSecond: z.number().min(0).nullable().describe('Over the last minutes; null when nothing listens'),
      bytesPerSecond: z.number().min(0).nullable(),
      dropped: count.describe('Packets lost in the last 24 hours'),
      heard: count.describe('Local devices heard in the last hour'),
      appeared: count.describe('Local devices first heard in the last 24 hours'),
      changed: count.describe('Local devices that became different in the last 24 hours'),
      reading: count.describe('Captures being read'),
    }),
  }),
});

export const getEvidence = endpoint({
  method: 'GET',
  path: '/captures/{capture}/frames/{frame}',
  summary: 'What was concluded from one frame',
  permission: 'evidence:read',
  input: z.object({ capture: z.coerce.number().int().min(0), frame: z.coerce.number().int().min(1) }),
  output: z.object({
    capture: Capture,
    frame: count,
    values: z.array(z.object({ device: DeviceRef, attribute: Attribute })),
    findings: z.array(z.object({ finding: NamedFinding, says: z.string() })),
    conversation: z
      .object({ entry: ConversationEntry, client: DeviceRef, server: DeviceRef })
      .nullable()
      .describe('The one that begins with it'),
  }),
});

export type Flow = z.infer<typeof Flow>;
export type FlowNode = z.infer<typeof FlowNode>;
export type FlowEdge = z.infer<typeof FlowEdge>;
export type FlowZone = z.infer<typeof FlowZone>;
export type FlowMap = z.output<typeof getMap.output>;
export type MapQuery = z.output<typeof getMap.input>;
export type NamedFinding = z.infer<typeof NamedFinding>;
export type FindingList = z.output<typeof listFindings.output>;
export type FindingQuery = z.output<typeof listFindings.input>;
export type Overview = z.output<typeof getOverview.output>;
export type FrameEvidence = z.output<typeof getEvidence.output>;
