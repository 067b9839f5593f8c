/** MEDIBUS messages to test with. */
export function framed(start: 0x1b | 0x01, text: string): Uint8Array {
  const bytes = [start, ...Buffer.from(text, 'latin1')];
  const sum = (bytes.reduce((a, b) => a + b, 0) & 0xff).toString(16).toUpperCase().padStart(2, '0');
  return Uint8Array.from([...bytes, ...Buffer.from(sum), 0x0d]);
}

export const [begin, begun] = [framed(0x1b, 'Q'), framed(0x01, 'Q')];
export const identify = framed(0x1b, 'R');
export const identified = framed(0x01, "R8210'Evita 4         '04.11:03.00");
export const ask = framed(0x1b, '$');
/** Measured data, with a piece of a waveform within. */
export const measured = ((): Uint8Array => {
  const plain = [...framed(0x01, '$06 12.507  480')];
  return Uint8Array.from([...plain.slice(0, 6), 0xc0, 0x85, 0xd0, ...plain.slice(6)]);
})();
export const dialogue = [
  ['originator', begin],
  ['responder', begun],
  ['originator', identify],
  ['responder', identified],
  ['originator', ask],
  ['responder', measured],
] as const;
