/** Modbus/TCP messages to test with. */
export const adu = (unit: number, ...pdu: readonly number[]): Uint8Array =>
  Uint8Array.from([0, 7, 0, 0, 0, pdu.length + 1, unit, ...pdu]);
const object = (id: number, value: string): number[] => [id, value.length, ...Buffer.from(value)];

export const readRegisters = adu(1, 3, 0, 107, 0, 3);
export const registers = adu(1, 3, 6, 2, 43, 0, 0, 0, 100);
export const refusal = adu(1, 0x83, 2);
export const identify = adu(255, 0x2b, 0x0e, 1, 0);
export const identity = (unit: number): Uint8Array =>
  adu(
    unit,
    0x2b,
    0x0e,
    1,
    1,
    0,
    0,
    4,
    ...object(0, 'Schneider Electric'),
    ...object(1, 'TM221CE16R'),
    ...object(2, 'V1.5'),
    ...object(3, 'http://example.org'),
  );
export const writeCoils = adu(1, 15, 0, 19, 0, 10, 2, 0xcd, 1);
export const dialogue = [
  ['originator', readRegisters],
  ['responder', registers],
  ['originator', identify],
  ['responder', identity(255)],
  ['originator', writeCoils],
  ['responder', refusal],
] as const;
