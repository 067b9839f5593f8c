/**
 * Neighbour discovery: which hardware address says that it holds which IPv6 address, and who offers itself as a router.
 *
 * @see RFC 4861 sections 4.1 to 4.6 (messages and options), RFC 4429 (unspecified sources)
 */
import { ipv6Text, macOf } from '../../../lib/address.ts';
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { LinkDissector, ProtocolEvent } from '../dissector.ts';

export interface NdpEvent extends ProtocolEvent {
  readonly protocol: 'ndp';
  readonly kind: 'router-solicitation' | 'router-advertisement' | 'solicitation' | 'advertisement';
  /** Whom a solicitation asks for, and whose address an advertisement tells. */
  readonly target: string | undefined;
  /** The hardware address of the sender, or in an advertisement that of the target. */
  readonly mac: string | undefined;
  /** Whether the sender forwards the packets of others. */
  readonly router: boolean;
}

const Type = { routerSolicitation: 133, routerAdvertisement: 134, solicitation: 135, advertisement: 136 } as const;
export const NDP_TYPES: ReadonlySet<number> = new Set(Object.values(Type));
const Option = { source: 1, target: 2 } as const;
const ROUTER = 0x80;
/** Options of one message; a router announces a handful. */
const MAX_OPTIONS = 32;

/** Its payload begins with the ICMPv6 header. */
export const ndp: LinkDissector<NdpEvent> = {
  name: 'ndp',
  transport: 'link',
  etherTypes: [0x86dd],

  dissect(payload, emit) {
    const type = payload.u8();
    const code = payload.u8();
    if (code !== 0 || !NDP_TYPES.has(type)) return;
    payload.skip(2);
    switch (type) {
      case Type.routerSolicitation:
        payload.skip(4);
        emit({ ...NOTHING, kind: 'router-solicitation', mac: readLink(payload, Option.source) });
        break;
      case Type.routerAdvertisement: {
        payload.skip(2);
        // Who lives no longer takes itself back.
        const router = payload.u16() > 0;
        payload.skip(8);
        emit({ ...NOTHING, kind: 'router-advertisement', router, mac: readLink(payload, Option.source) });
        break;
      }
      case Type.solicitation:
        payload.skip(4);
        emit({ ...NOTHING, kind: 'solicitation', target: readAddress(payload), mac: readLink(payload, Option.source) });
        break;
      default: {
        const router = (payload.u32() & (ROUTER << 24)) !== 0;
        const target = readAddress(payload);
        emit({ ...NOTHING, kind: 'advertisement', router, target, mac: readLink(payload, Option.target) });
      }
    }
  },
};

const NOTHING = { protocol: 'ndp', target: undefined, mac: undefined, router: false } as const;

const readAddress = (payload: Reader): string =>
  ipv6Text(payload.u32() | 0, payload.u32() | 0, payload.u32() | 0, payload.u32() | 0);

/** The hardware address in the first option of this type: of six bytes, as Ethernet has them. */
function readLink(payload: Reader, wanted: number): string | undefined {
  for (let left = MAX_OPTIONS; left > 0 && payload.left > 0; left--) {
    const type = payload.u8();
    const length = payload.u8() * 8;
    if (length === 0) throw new Violation('an option without length');
    const body = payload.sub(length - 2);
    if (type === wanted && length === 8) return macOf(body.rest());
  }
  return undefined;
}
