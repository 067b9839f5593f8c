/** Sensors: which interfaces of this machine are listened to, how well, and what could not be heard. */
import { z } from 'zod';
import { endpoint } from '../platform/http/endpoint.ts';

const count = z.number().int().min(0);
const time = z.string().describe('ISO 8601, UTC');
const id = z.string().max(64);

export const Sensor = z
  .object({
    id: z.string(),
    kind: z.enum(['interface', 'stream']),
    name: z.string().describe('The interface'),
    state: z
      .enum(['starting', 'listening', 'down', 'stopped', 'failed'])
      .describe(
        '`down`: the interface is not there or not up, it is listened to as soon as it is. `failed`: it needs somebody',
      ),
    trouble: z.string().nullable().describe('What is the matter, and what to do'),
    restarts: count.describe('How often its process had to be started again'),
    created: time,
    seen: time.nullable().describe('When it was last heard of'),
    lastHour: z
      .object({ frames: count, bytes: count, dropped: count, gaps: count })
      .describe('Within the last two hours of the clock'),
  })
  .meta({ id: 'Sensor' });

export const SensorHour = z
  .object({
    hour: time.describe('Its beginning'),
    seconds: z.number().min(0).describe('In which it could listen; 3600 are all'),
    frames: count,
    bytes: count,
    dropped: count.describe('Packets that the kernel could not hand over'),
    gaps: count.describe('Holes in streams'),
    unreadable: count.describe('Frames that could not be decoded'),
    shed: count.describe('Conversations given up for lack of memory'),
    untracked: count.describe('Packets of more devices or conversations, and facts, than can be kept'),
  })
  .meta({ id: 'SensorHour' });

export const listSensors = endpoint({
  method: 'GET',
  path: '/sensors',
  summary: 'All sensors',
  permission: 'sensor:read',
  input: z.object({}),
  output: z.object({ sensors: z.array(Sensor) }),
});

export const listSensorHours = endpoint({
  method: 'GET',
  path: '/sensors/{id}/hours',
  summary: 'What a sensor saw and what it lost, by the hour; hours in which it heard nothing are missing',
  permission: 'sensor:read',
  input: z.object({ id, hours: z.coerce.number().int().min(1).max(744).default(48) }),
  output: z.object({ hours: z.array(SensorHour) }),
});

export const listInterfaces = endpoint({
  method: 'GET',
  path: '/interfaces',
  summary: 'Network interfaces of this machine',
  permission: 'sensor:read',
  input: z.object({}),
  output: z.object({
    interfaces: z.array(
      z.object({
        name: z.string(),
        up: z.boolean(),
        mac: z.string().nullable(),
        addresses: z.array(z.string()),
        loopback: z.boolean(),
        sensor: z.string().nullable().describe('The sensor that listens to it'),
      }),
    ),
  }),
});

export const addSensor = endpoint({
  method: 'POST',
  path: '/sensors',
  summary: 'Listen to an interface of this machine, from now on and whenever Wardline runs',
  permission: 'sensor:write',
  input: z.object({
    name: z
      .string()
      .min(1)
      .max(15)
      .regex(/^[^\s/]+$/, 'the name of an interface'),
  }),
  output: Sensor,
});

export const stopSensor = endpoint({
  method: 'POST',
  path: '/sensors/{id}/stop',
  summary: 'Stop listening until it is started again; what was heard is kept',
  permission: 'sensor:write',
  input: z.object({ id }),
  output: Sensor,
});

export const startSensor = endpoint({
  method: 'POST',
  path: '/sensors/{id}/start',
  summary: 'Listen again',
  permission: 'sensor:write',
  input: z.object({ id }),
  output: Sensor,
});

export const removeSensor = endpoint({
  method: 'DELETE',
  path: '/sensors/{id}',
  summary: 'Stop listening and forget the sensor; what was heard is kept',
  permission: 'sensor:write',
  input: z.object({ id }),
  output: z.object({}),
});

export type Sensor = z.infer<typeof Sensor>;
export type SensorHour = z.infer<typeof SensorHour>;
