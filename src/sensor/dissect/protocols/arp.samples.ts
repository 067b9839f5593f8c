/** ARP packets to test with. */
const packet = (operation: number, sender: string, target: string): Uint8Array =>
  Uint8Array.from(Buffer.from(`000108000604${operation.toString(16).padStart(4, '0')}${sender}${target}`, 'hex'));

const pump = '0003b1b5b6480a00009b';
export const request = packet(1, '0800271da6c20a00007e', '0000000000000a00009b');
export const reply = packet(2, pump, '0800271da6c20a00007e');
export const probe = packet(1, '0003b1b5b64800000000', '0000000000000a00009b');
export const announcement = packet(1, pump, '0000000000000a00009b');
export const dialogue = [
  ['originator', request],
  ['originator', reply],
] as const;
