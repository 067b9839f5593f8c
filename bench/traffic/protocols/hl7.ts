/** HL7 version 2 over MLLP: a device reports results, an admission system reports patients. @see HL7 v2.5.1 chapters 2, 3, 7 */
import { bytes } from '../bytes.ts';
import type { Host } from '../network.ts';
import type { Random } from '../random.ts';
import type { Author, Turn } from '../talk.ts';

export const results: Author = (random, client, server, port) => {
  const count = random.between(1, 5);
  const turns = Array.from({ length: count }, (_, number): readonly Turn[] => {
    const message = random.below(4) === 0 ? admission(random, client, number) : observations(random, client, number);
    return [
      ['client', block(message)],
      ['server', block(acknowledgement(client, server, number))],
    ];
  });
  const tally = { hl7Messages: 2 * count };
  return { transport: 'tcp', clientPort: port, serverPort: 2575, turns: turns.flat(), tally };
};

const block = (segments: readonly string[]): Uint8Array => bytes([0x0b], `${segments.join('\r')}\r`, [0x1c, 0x0d]);

const header = (from: string, to: string, type: string, control: string): string =>
  `MSH|^~\\&|${from}|WARD ${from.length}|${to}|MAIN|20260301101500||${type}|${control}|P|2.5.1`;

function admission(random: Random, client: Host, number: number): readonly string[] {
  return [
    header(client.name.toUpperCase(), 'ADT', 'ADT^A01^ADT_A01', `${client.index}-${number}`),
    'EVN|A01|20260301101500',
    patient(random),
    'PV1|1|I|ICU^3^1|||||||||||||||V100200',
  ];
}

function observations(random: Random, client: Host, number: number): readonly string[] {
  const values = Array.from(
    { length: random.between(3, 12) },
    (_, at) =>
      `OBX|${at + 1}|NM|${8860 + at}-4^VITAL ${at}^LN||${random.between(40, 180)}|{/min}|50-120|N|||F|||||||P-${client.index}`,
  );
  return [
    header(client.name.toUpperCase(), 'EMR', 'ORU^R01^ORU_R01', `${client.index}-${number}`),
    patient(random),
    `OBR|1||${random.below(1_000_000)}|VITALS^Vital signs^L|||20260301101500`,
    ...values,
  ];
}

function acknowledgement(client: Host, server: Host, number: number): readonly string[] {
  const control = `A${client.index}-${number}`;
  return [header(server.name.toUpperCase(), client.name, 'ACK', control), `MSA|AA|${client.index}-${number}`];
}

function patient(random: Random): string {
  const number = random.below(100_000);
  return `PID|1||${number}^^^MRN||BENCH^PATIENT ${number}||19500101|F`;
}
