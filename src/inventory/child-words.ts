/** A gateway's child in words: what it is called and is. */
import type { Child } from '../analysis/document.ts';
import { typeLabel } from './device-name.ts';

export function childName({ name, model, serial }: Child): string {
  return name ?? model ?? serial ?? 'without a name';
}

/** Its kind, maker and model, as far as they are known. */
export function childProduct({ kind, type, manufacturer, model }: Child): string {
  if (kind === 'system') return 'System whose messages it passes on';
  const product = [manufacturer, model].filter((each) => each !== null).join(' ');
  return [type === 'unknown' ? '' : typeLabel(type), product].filter((each) => each !== '').join(', ') || 'Unknown';
}
