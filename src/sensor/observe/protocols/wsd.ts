/** What WS-Discovery tells: the kinds of device somebody is, what it says of itself, and who looks for such devices. */
import type { WsdEvent } from '../../dissect/protocols/wsd.ts';
import type { Notes } from '../notes.ts';

const ONVIF = /^onvif:\/\/www\.onvif\.org\/(?<kind>hardware|manufacturer)\/(?<value>.+)$/i;

export function observeWsd(event: WsdEvent, notes: Notes): void {
  if (event.kind === 'Probe' || event.kind === 'Resolve') {
    notes.action(event.kind);
    notes.role('sender', 'wsd-client');
    return;
  }
  if (event.kind === 'Hello' || event.kind === 'Bye') notes.action(event.kind);
  notes.role('sender', 'wsd-device');
  for (const type of event.types) notes.attribute('sender', 'wsd-type', type);
  for (const scope of event.scopes) {
    notes.attribute('sender', 'wsd-scope', scope);
    const { kind, value } = ONVIF.exec(scope)?.groups ?? {};
    if (kind === 'hardware') notes.attribute('sender', 'wsd-model', decoded(value));
    if (kind === 'manufacturer') notes.attribute('sender', 'wsd-manufacturer', decoded(value));
  }
  notes.attribute('sender', 'wsd-uuid', event.uuid);
}

/** As it stands where it is no percent-encoding at all. */
function decoded(value: string | undefined): string | undefined {
  return value === undefined || /%(?![0-9a-f]{2})/i.test(value) ? value : unescape(value);
}

/** Bytes beyond ASCII stay encoded: half a character would be an error. */
const unescape = (value: string): string =>
  value.replaceAll(/%([2-7][0-9a-f])/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
