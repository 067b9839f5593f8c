/** MQTT packets to test with. */
const packet = (first: number, ...body: readonly number[]): Uint8Array => Uint8Array.of(first, body.length, ...body);
const text = (value: string): readonly number[] => [0, value.length, ...Buffer.from(value)];

export const connect = packet(
  0x10,
  ...text('MQTT'),
  4,
  0xc2,
  0,
  60,
  ...text('pump-17'),
  ...text('jdoe'),
  ...text('hush'),
);
export const connect5 = packet(0x10, ...text('MQTT'), 5, 0x02, 0, 60, 5, 0x11, 0, 0, 0, 30, ...text('pump-18'));
export const connect31 = packet(0x10, ...text('MQIsdp'), 3, 0x02, 0, 60, ...text('pump-16'));
export const connected = packet(0x20, 0, 0);
export const subscribe = packet(0x82, 0, 1, ...text('ward/3/#'), 0);
export const publish = packet(0x30, ...text('ward/3/doe'), ...Buffer.from('98'));
export const dialogue = [
  ['originator', connect],
  ['responder', connected],
  ['originator', subscribe],
  ['originator', publish],
] as const;
