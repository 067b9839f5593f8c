/**
 * WS-Discovery: what devices announce of themselves and what is looked for, from printers and cameras to IEEE 11073 SDC.
 *
 * Of the addresses of a service only the host is kept, and of scopes only those that say what or where a device is.
 *
 * @see OASIS WS-Discovery 1.1 sections 4 to 6, ONVIF Core Specification section 7.3.2.2, IEEE 11073-20701 section 7
 */
import { latin1, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';

export interface WsdEvent extends ProtocolEvent {
  readonly protocol: 'wsd';
  readonly kind: 'Hello' | 'Bye' | 'Probe' | 'ProbeMatches' | 'Resolve' | 'ResolveMatches';
  /** Local names of the kinds of service, such as `Device` or `NetworkVideoTransmitter`. */
  readonly types: readonly string[];
  /** Scopes that say what or where it is. */
  readonly scopes: readonly string[];
  readonly uuid: string | undefined;
  /** Where it is reached, as host and port. */
  readonly location: string | undefined;
}

const KINDS = ['Hello', 'Bye', 'ProbeMatches', 'Probe', 'ResolveMatches', 'Resolve'] as const;
/** The namespace of version 1.1, and of the draft that most devices speak. */
const NAMESPACE = /http:\/\/(schemas\.xmlsoap\.org\/ws\/2005\/04|docs\.oasis-open\.org\/ws-dd\/ns)\/discovery/;
/** Names in an order that nobody prescribes: an envelope must begin soon, and speak of discovery. */
const BEGINNING = 64;
const MAX_WORDS = 32;
/** Of ONVIF: what it is. Of SDC: kinds of component, and where it stands; patients and operators have scopes of their own. */
const TOLD =
  /^(onvif:\/\/www\.onvif\.org\/(type|hardware|name|manufacturer|Profile)\/|sdc\.mds\.pkp:|sdc\.cdc\.type:|sdc\.ctxt\.loc:)/i;

export const wsd: DatagramDissector<WsdEvent> = {
  name: 'wsd',
  transport: 'udp',
  ports: [3702],

  probe(head) {
    const text = latin1(head);
    const start = text.slice(0, BEGINNING).trimStart();
    return (start.startsWith('<?xml') || /^<[\w-]*:?Envelope/.test(start)) && NAMESPACE.test(text);
  },

  dissect(datagram, _side, emit) {
    const text = datagram.utf8(datagram.left);
    const kind = KINDS.find((name) => new RegExp(`<(?:[\\w-]+:)?${name}[\\s/>]`).test(text));
    if (kind === undefined) throw new Violation('neither an announcement nor a question nor an answer');
    const uuid = /^urn:uuid:(?<id>[0-9a-f-]{32,36})$/i.exec(textOf(text, 'Address') ?? '')?.groups?.['id'];
    emit({
      protocol: 'wsd',
      kind,
      types: words(textOf(text, 'Types')).map((type) => type.slice(type.indexOf(':') + 1)),
      scopes: words(textOf(text, 'Scopes')).filter((scope) => TOLD.test(scope)),
      // Of a question the address is that of whoever is to answer.
      uuid: kind === 'Probe' || kind === 'Resolve' ? undefined : uuid?.toLowerCase(),
      location: /^https?:\/\/(?<host>[^/?#@\s]{1,255})/i.exec(words(textOf(text, 'XAddrs'))[0] ?? '')?.groups?.['host'],
    });
  },
};

/** What stands in the first element of this name, whatever its prefix. */
function textOf(text: string, name: string): string | undefined {
  const start = new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^<>]*)?>`).exec(text);
  if (start === null) return undefined;
  const from = start.index + start[0].length;
  const end = text.indexOf('<', from);
  return end < 0 ? undefined : text.slice(from, end).trim();
}

const words = (text: string | undefined): string[] =>
  (text ?? '').split(/\s+/, MAX_WORDS).filter((word) => word !== '' && word.length <= 255);
