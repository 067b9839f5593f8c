/** wsdd: computers that announce themselves, and look for each other, by WS-Discovery as Windows does. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { until } from '../process.ts';
import { plays, tells } from '../truth.ts';

export interface Computer {
  readonly name: string;
  readonly workgroup: string;
}

export async function announceComputer(host: Host, { name, workgroup }: Computer): Promise<void> {
  host.start(['wsdd', '-4', '-i', 'eth0', '-n', name, '-w', workgroup]);
  await host.listening(3702, 'udp');
  plays(host.truth, 'wsd-device');
}

/** Asks who is there, and waits until a computer has answered: only then does it say what kind of thing it is. */
export async function lookForComputer(client: Host, host: Host, { name }: Computer): Promise<void> {
  const log = join(client.folder, 'log.txt');
  client.start(['wsdd', '-4', '-v', '-v', '-i', 'eth0', '-D', '-o']);
  await until(`${client.name} to find ${name}`, async () => {
    return await Promise.resolve(existsSync(log) && readFileSync(log, 'utf8').includes(`discovered ${name}`));
  });
  tells(host.truth, 'wsd', { 'wsd-type': ['Device', 'Computer'] });
  plays(client.truth, 'wsd-client');
}
