/** Lines of a pulse oximeter to test with. */
const line = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\r\n${text}\r\n`));

export const line7 = line(
  '03/17/26 13:38:40 SN=0000053400 SPO2=097% BPM=067 PI=00.39% SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- PVI=021 ALARM=0000 EXC=000C00',
);
export const line5 = line('09/15/26 15:10:29 SPO2=096% BPM=064 PI=11.82% ALARM=20 EXC=800');
export const off = line('03/17/26 13:38:41 SN=0000053400 SPO2=---% BPM=--- PI=--.--% ALARM=0000 EXC=000001');
/** So long that no greeting of several lines could still follow, as servers of other protocols may send. */
export const dialogue = [
  ['responder', line7],
  ['responder', line7],
  ['responder', line7],
  ['responder', off],
  ['responder', line5],
] as const;
