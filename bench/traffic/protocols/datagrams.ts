/** The small protocols over UDP that fill a hospital's network: names, addresses, time, management, discovery, logs. */
import { bytes, counted8, type Part, tlv, u16, u32 } from '../bytes.ts';
import { dotted, group } from '../network.ts';
import type { Author } from '../talk.ts';

/** @see RFC 1035 section 4 */
export const dns: Author = (random, client, server, port) => {
  const id = random.below(0x10000);
  const name = labels(
    `${random.pick(['pacs', 'emr', 'time', 'update', 'mail'])}-${random.below(400)}.hospital.example`,
  );
  const question = bytes(name, u16(1), u16(1));
  const answer = bytes([0xc0, 0x0c], u16(1), u16(1), u32(300), u16(4), u32(server.address + random.below(99)));
  return {
    transport: 'udp',
    clientPort: port,
    serverPort: 53,
    turns: [
      ['client', bytes(u16(id), u16(0x0100), u16(1), u16(0), u16(0), u16(0), question)],
      ['server', bytes(u16(id), u16(0x8180), u16(1), u16(1), u16(0), u16(0), question, answer)],
    ],
  };
};

/** @see RFC 5905 section 7.3 */
export const ntp: Author = (random, _client, _server, port) => ({
  transport: 'udp',
  clientPort: port,
  serverPort: 123,
  turns: [
    ['client', bytes([0x23, 0, 6, 0xec], new Uint8Array(36), random.bytes(8))],
    ['server', bytes([0x24, 2, 6, 0xec], new Uint8Array(8), [10, 0, 0, 1], random.bytes(32))],
  ],
});

/** A lease renewed with its own server, as most are. @see RFC 2131, RFC 2132 */
export const dhcp: Author = (random, client, server) => {
  const transaction = random.next();
  const message = (op: number, type: number, ...options: readonly Part[]) =>
    bytes(
      [op, 1, 6, 0],
      u32(transaction),
      u32(0),
      u32(client.address),
      u32(op === 2 ? client.address : 0),
      u32(0),
      u32(0),
      client.mac,
      new Uint8Array(202),
      [0x63, 0x82, 0x53, 0x63],
      [53, 1, type],
      ...options,
      [255],
    );
  const vendor = ['MSFT 5.0', 'udhcp 1.30.1', 'dhcpcd-9.4.1:Linux', 'ACME Pump'][client.index % 4] ?? '';
  const asked = client.index % 2 === 0 ? [1, 3, 6, 15, 31, 33, 43, 44] : [1, 3, 6, 12, 15, 28, 42];
  const identity = [[61, 7, 1], client.mac, [12], counted8(client.name), [60], counted8(vendor), [55], counted8(asked)];
  return {
    transport: 'udp',
    clientPort: 68,
    serverPort: 67,
    turns: [
      ['client', message(1, 3, ...identity)],
      ['server', message(2, 5, [54, 4], u32(server.address), [51, 4], u32(3600), [1, 4, 255, 255, 0, 0])],
    ],
  };
};

/** SNMP v2c: what are you? @see RFC 3416 section 3, RFC 3418 */
export const snmp: Author = (random, _client, server, port) => {
  const id = tlv(2, u32(random.below(0x7fff_ffff)));
  const sysDescr = tlv(6, [0x2b, 6, 1, 2, 1, 1, 1, 0]);
  const message = (pdu: number, value: Uint8Array) => {
    const bindings = tlv(0x30, tlv(0x30, sysDescr, value));
    return tlv(0x30, tlv(2, [1]), tlv(4, 'public'), tlv(pdu, id, tlv(2, [0]), tlv(2, [0]), bindings));
  };
  return {
    transport: 'udp',
    clientPort: port,
    serverPort: 161,
    turns: [
      ['client', message(0xa0, tlv(5))],
      ['server', message(0xa2, tlv(4, `Linux ${server.name} 5.15.0 #1 SMP armv7l`))],
    ],
  };
};

/** @see RFC 6762, RFC 6763 */
export const mdns: Author = (random, client) => {
  const service = labels(random.pick(['_ipp._tcp.local', '_dicom._tcp.local', '_http._tcp.local']));
  const instance = bytes(counted8(`${client.name} service`), [0xc0, 0x0c]);
  const pointer = bytes(service, u16(12), u16(1), u32(4500), u16(instance.length), instance);
  const host = bytes(labels(`${client.name}.local`), u16(1), u16(0x8001), u32(120), u16(4), u32(client.address));
  return {
    transport: 'udp',
    clientPort: 5353,
    serverPort: 5353,
    group: group(0xe00000fb),
    turns: [['client', bytes(u16(0), u16(0x8400), u16(0), u16(2), u16(0), u16(0), pointer, host)]],
  };
};

/** @see UPnP Device Architecture 2.0 section 1.2 */
export const ssdp: Author = (_random, client, _server, port) => {
  const location = `http://${dotted(client.address)}:49152/device.xml`;
  const notify = (type: string) =>
    `NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nCACHE-CONTROL: max-age=1800\r\nLOCATION: ${location}\r\nNT: ${type}\r\nNTS: ssdp:alive\r\nSERVER: Linux/4.9 UPnP/1.0 Example/${client.index % 9}\r\nUSN: uuid:${client.index}::${type}\r\n\r\n`;
  return {
    transport: 'udp',
    clientPort: port,
    serverPort: 1900,
    group: group(0xeffffffa),
    turns: [
      ['client', bytes(notify('upnp:rootdevice'))],
      ['client', bytes(notify('urn:schemas-upnp-org:device:Basic:1'))],
    ],
  };
};

/** @see RFC 3164 */
export const syslog: Author = (random, client, _server, port) => ({
  transport: 'udp',
  clientPort: port,
  serverPort: 514,
  turns: Array.from({ length: random.between(1, 4) }, () => [
    'client' as const,
    bytes(`<30>Mar  1 10:15:00 ${client.name} monitor[${random.below(9999)}]: self test ${random.below(99)} passed`),
  ]),
});

/** A domain name as DNS writes it. */
function labels(name: string): Uint8Array {
  return bytes(...name.split('.').map((label) => counted8(label)), [0]);
}
