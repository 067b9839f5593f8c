/** Other protocols over TCP: publishing, remote shells, and ports that are closed. */
import { bytes, counted16, counted32, counted8, type Part, u16, u32 } from '../bytes.ts';
import type { Author, Turn } from '../talk.ts';

/** @see MQTT 3.1.1 section 3 */
export const mqtt: Author = (random, client, _server, port) => {
  const publish = (): Turn => {
    const value = `{"value":${random.between(0, 200)},"unit":"mmHg"}`;
    return ['client', packet(0x30, counted16(`ward/${client.index % 40}/${client.name}/vitals`), value)];
  };
  const turns: readonly Turn[] = [
    ['client', packet(0x10, counted16('MQTT'), [4, 2], u16(60), counted16(client.name))],
    ['server', bytes([0x20, 2, 0, 0])],
    ...Array.from({ length: random.between(3, 14) }, publish),
    ['client', bytes([0xe0, 0])],
  ];
  return { transport: 'tcp', clientPort: port, serverPort: 1883, turns };
};

/** @see RFC 4253 sections 4.2 and 7.1 */
export const ssh: Author = (random, client, server, port) => {
  const ciphers = list('chacha20-poly1305@openssh.com', 'aes256-ctr');
  const macs = list('hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512');
  const exchange = () => {
    const keys = [list('curve25519-sha256', 'ecdh-sha2-nistp256'), list('ssh-ed25519', 'rsa-sha2-512')];
    const ends = [ciphers, ciphers, macs, macs, list('none'), list('none'), list(), list(), [0], u32(0)];
    const payload = bytes([20], random.bytes(16), ...keys, ...ends);
    const padding = 8 - ((payload.length + 5) % 8) + 4;
    return counted32([padding], payload, new Uint8Array(padding));
  };
  const turns: readonly Turn[] = [
    ['client', bytes(`SSH-2.0-OpenSSH_${client.index % 10}.4\r\n`)],
    ['server', bytes(`SSH-2.0-OpenSSH_9.${server.index % 7} Debian-5\r\n`)],
    ['client', exchange()],
    ['server', exchange()],
    ...Array.from({ length: random.between(4, 20) }, (_, at): Turn => [
      at % 2 === 0 ? 'client' : 'server',
      random.bytes(64),
    ]),
  ];
  return { transport: 'tcp', clientPort: port, serverPort: 22, turns };
};

/** An MQTT control packet shorter than 128 bytes. */
const packet = (type: number, ...parts: readonly Part[]): Uint8Array => bytes([type], counted8(...parts));

/** Names behind each other, as SSH writes a list of them. */
const list = (...names: readonly string[]): Uint8Array => counted32(names.join(','));

/** Somebody looks which ports are open. */
export const scan: Author = (random, _client, _server, port) => ({
  transport: 'tcp',
  clientPort: port,
  serverPort: random.pick([21, 22, 23, 80, 104, 135, 443, 445, 502, 3389, 8080]),
  turns: [],
});
