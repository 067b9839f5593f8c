/**
 * NetBIOS datagrams: who sends them, and the version of Windows in the announcements of the browser service.
 *
 * @see RFC 1002 section 4.4; [MS-BRWS] section 2.2.1 (host announcements)
 */
import { ipv4Text } from '../../../lib/address.ts';
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { NameReader } from './dns-name.ts';
import { decodeName, isEncoded, type NetbiosName } from './nbns-name.ts';

export interface NbdgmEvent extends ProtocolEvent {
  readonly protocol: 'nbdgm';
  readonly kind: 'datagram';
  readonly source: NetbiosName & { readonly address: string };
  /** Such as `5.1`, from a machine that announces itself. */
  readonly windowsVersion: string | undefined;
}

/** To one, to a group, to all. */
const MESSAGES = new Set([0x10, 0x11, 0x12]);
const HEADER_LENGTH = 14;
const SMB = 0xff534d42;
const TRANSACTION = 0x25;
const HOST_ANNOUNCEMENT = 0x01;
const LOCAL_MASTER_ANNOUNCEMENT = 0x0f;

export const nbdgm: DatagramDissector<NbdgmEvent> = {
  name: 'nbdgm',
  transport: 'udp',
  ports: [138],

  probe(head) {
    const [type] = head;
    if (type === undefined || !MESSAGES.has(type) || head[HEADER_LENGTH] !== 32) return false;
    return isEncoded(head.subarray(HEADER_LENGTH + 1, HEADER_LENGTH + 33));
  },

  dissect(datagram, _side, emit) {
    const type = datagram.u8();
    if (!MESSAGES.has(type)) throw new Violation(`a datagram of type ${type} has no names`);
    datagram.skip(3); // flags, id
    const address = ipv4Text(datagram.u32());
    datagram.skip(6); // port, length, offset
    const named = new NameReader(datagram.rest());
    const source = decodeName(named.name()[0] ?? '');
    named.name(); // of the receiver
    if (source === undefined) throw new Violation('the source has no NetBIOS name');
    const windowsVersion = named.left > 0 ? readVersion(named.sub(named.left)) : undefined;
    emit({ protocol: 'nbdgm', kind: 'datagram', source: { ...source, address }, windowsVersion });
  },
};

/** The version in an announcement within an SMB transaction; undefined when the data are something else. */
function readVersion(smb: Reader): string | undefined {
  if (smb.left < 65 || smb.u32() !== SMB || smb.u8() !== TRANSACTION) return undefined;
  smb.skip(27); // the rest of the header
  smb.skip(1 + 2 * 12); // how many words follow, and those before the offset of the data
  const offset = smb.u16le();
  smb.skip(offset - smb.at);
  const command = smb.u8();
  if (command !== HOST_ANNOUNCEMENT && command !== LOCAL_MASTER_ANNOUNCEMENT) return undefined;
  smb.skip(5 + 16); // how often, the name
  return `${smb.u8()}.${smb.u8()}`;
}
