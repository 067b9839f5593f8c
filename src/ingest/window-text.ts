/** From a message's body to a window. */
import type { SensorWindow } from '../sensor/window.ts';

/** What JSON may say and PostgreSQL cannot hold: NUL, and halves of characters. */
const UNKEPT = /\\u(?:0000|d[89a-f])/i;

export function readWindow(body: Uint8Array): SensorWindow {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  return JSON.parse(text, UNKEPT.test(text) ? kept : undefined);
}

/** The same text without what cannot be kept. */
function kept(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
}
