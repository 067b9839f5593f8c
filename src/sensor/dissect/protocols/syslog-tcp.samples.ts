/** Syslog streams to test with: counted, and line by line. */
import { audit, login, old, started } from './syslog.samples.ts';

export const counted = (message: Uint8Array): Uint8Array =>
  Uint8Array.from(Buffer.concat([Buffer.from(`${message.length} `), message]));
export const line = (message: Uint8Array): Uint8Array => Uint8Array.from(Buffer.concat([message, Buffer.from('\n')]));
export const dialogue = [
  ['originator', counted(audit)],
  ['originator', counted(started)],
  ['originator', line(old)],
  ['originator', line(login)],
] as const;
