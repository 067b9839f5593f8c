/**
 * What can be asked and done about switches and routers: which ones are asked by SNMP, and at which port a device is plugged in.
 *
 * Only switches and routers that a person named here are ever sent anything. Sensors only listen, and no medical or other device is
 * asked for anything, ever: an address that is known to belong to one is refused.
 */
import { z } from 'zod';
import { DeviceRef } from '../inventory/device-ref.ts';
import { endpoint } from '../platform/http/endpoint.ts';
import { Credentials } from './credentials.ts';

const count = z.int().min(0);

const SwitchCredentials = Credentials.describe('Encrypted where they are stored, and never shown again');

export const Switch = z
  .object({
    id: z.string(),
    address: z.string(),
    port: count,
    name: z.string().nullable().describe('Its own, as it said when it was asked'),
    description: z.string().nullable(),
    version: z.enum(['2c', '3']),
    user: z.string().nullable().describe('Of version 3; nothing else of the credentials is ever shown'),
    device: DeviceRef.nullable().describe('The device of the inventory that has this address'),
    state: z.enum(['waiting', 'asking', 'fine', 'trouble']),
    trouble: z.string().nullable().describe('What is the matter, and what to do about it'),
    polled: z.string().nullable().describe('When it last answered in full'),
    interval: count.describe('Seconds between two polls'),
    ports: count.describe('Ports at which devices were last seen'),
    macs: count.describe('Hardware addresses that it knew when it was last asked'),
    addresses: count.describe('Entries of its ARP and neighbour tables'),
    created: z.string(),
  })
  .meta({ id: 'Switch' });

export const listSwitches = endpoint({
  method: 'GET',
  path: '/switches',
  summary: 'The switches and routers that are asked where devices are plugged in',
  permission: 'switch:read',
  input: z.object({}),
  output: z.object({ switches: z.array(Switch) }),
});

export const addSwitch = endpoint({
  method: 'POST',
  path: '/switches',
  summary: 'Name a switch or router to be asked by SNMP; it is asked at once',
  permission: 'switch:write',
  input: z.object({
    address: z.string().min(1).max(253).describe('An internet address; names are not looked up'),
    port: z.int().min(1).max(65_535).default(161),
    credentials: SwitchCredentials,
    interval: z.int().min(60).max(86_400).default(600).describe('Seconds between two polls'),
  }),
  output: Switch,
});

export const changeSwitch = endpoint({
  method: 'PATCH',
  path: '/switches/{id}',
  summary: 'Change how often a switch is asked, or give other credentials',
  permission: 'switch:write',
  input: z.object({
    id: z.string(),
    credentials: SwitchCredentials.optional(),
    interval: z.int().min(60).max(86_400).optional(),
  }),
  output: Switch,
});

export const removeSwitch = endpoint({
  method: 'DELETE',
  path: '/switches/{id}',
  summary: 'Ask a switch no more, and forget its credentials; what it said stays as history',
  permission: 'switch:write',
  input: z.object({ id: z.string() }),
  output: z.object({ removed: z.string() }),
});

export const pollSwitch = endpoint({
  method: 'POST',
  path: '/switches/{id}/poll',
  summary: 'Ask a switch now, and wait for what it says',
  permission: 'switch:write',
  input: z.object({ id: z.string() }),
  output: Switch,
});

/** Where a network card was plugged in; one for each time it moved, the latest first. */
export const SwitchAttachment = z
  .object({
    mac: z.string(),
    switch: z.string().describe('Its id'),
    switchName: z.string(),
    port: z.string().describe('As the switch names it, such as Gi1/0/12'),
    portName: z.string().nullable().describe('What people wrote at the port'),
    vlan: z.int().nullable(),
    first: z.string(),
    last: z.string(),
    current: z.boolean().describe('Still there when that switch last answered'),
  })
  .meta({ id: 'SwitchAttachment' });

export const listAttachments = endpoint({
  method: 'GET',
  path: '/devices/{id}/attachments',
  summary: 'At which switch and port a device is and was plugged in',
  permission: 'device:read',
  input: z.object({ id: z.string() }),
  output: z.object({ attachments: z.array(SwitchAttachment).max(500) }),
});

export const listPorts = endpoint({
  method: 'GET',
  path: '/switches/{id}/ports',
  summary: 'The ports of a switch with the devices at them',
  permission: 'switch:read',
  input: z.object({ id: z.string() }),
  output: z.object({
    ports: z
      .array(
        z.object({
          port: z.string(),
          portName: z.string().nullable(),
          uplink: z.string().nullable().describe('The neighbouring switch behind it, or why we take it for an uplink'),
          devices: z
            .array(z.object({ mac: z.string(), vlan: z.int().nullable(), device: DeviceRef.nullable() }))
            .max(64),
          more: count.describe('Hardware addresses beyond those listed'),
        }),
      )
      .max(4096),
  }),
});

export type SwitchEntry = z.infer<typeof Switch>;
