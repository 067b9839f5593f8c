/**
 * SSDP: what devices announce of themselves, and what control points look for.
 *
 * Of the address of a description only the host is kept: a path may hold anything.
 *
 * @see UPnP Device Architecture 2.0 section 1
 */
import { latin1, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';

export interface SsdpEvent extends ProtocolEvent {
  readonly protocol: 'ssdp';
  readonly kind: 'search' | 'notify' | 'response';
  /** Such as `Linux/3.4 UPnP/1.0 Portable SDK/1.6`. */
  readonly server: string | undefined;
  readonly userAgent: string | undefined;
  /** What is looked for or announced, such as `urn:schemas-upnp-org:device:MediaRenderer:1`. */
  readonly target: string | undefined;
  readonly uuid: string | undefined;
  /** Where its description is, as host and port. */
  readonly location: string | undefined;
}

const KINDS: readonly (readonly [string, SsdpEvent['kind']])[] = [
  ['M-SEARCH * HTTP/1.', 'search'],
  ['NOTIFY * HTTP/1.', 'notify'],
  ['HTTP/1.1 200', 'response'],
];
/** Which an answer to a search must have, and no other answer has. */
const SERVICE = /^(st|usn):/im;
/** Where a header of the text is looked for. */
const MAX_HEADERS = 64;

export const ssdp: DatagramDissector<SsdpEvent> = {
  name: 'ssdp',
  transport: 'udp',
  ports: [1900],

  probe(head) {
    const text = latin1(head);
    const kind = kindOf(text);
    return kind === 'response' ? SERVICE.test(text) : kind !== undefined;
  },

  dissect(datagram, _side, emit) {
    const text = datagram.utf8(datagram.left);
    const kind = kindOf(text);
    if (kind === undefined) throw new Violation('neither a search nor an announcement nor an answer');
    const headers = readHeaders(text);
    emit({
      protocol: 'ssdp',
      kind,
      server: headers.get('server'),
      userAgent: headers.get('user-agent'),
      target: headers.get('nt') ?? headers.get('st'),
      uuid: /^uuid:([0-9a-z-]{1,64})/i.exec(headers.get('usn') ?? '')?.[1],
      location: /^https?:\/\/([^/?#@\s]{1,255})(?:[/?#]|$)/i.exec(headers.get('location') ?? '')?.[1],
    });
  },
};

const kindOf = (text: string): SsdpEvent['kind'] | undefined => KINDS.find(([start]) => text.startsWith(start))?.[1];

/** By their names in lower case, up to the empty line; values that are empty are left out. */
function readHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split(/\r?\n/, MAX_HEADERS).slice(1)) {
    if (line === '') break;
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).trim();
    if (colon > 0 && value !== '') headers.set(line.slice(0, colon).trim().toLowerCase(), value);
  }
  return headers;
}
