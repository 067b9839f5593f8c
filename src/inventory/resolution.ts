/**
 * Who is it: from what the sensor saw to the devices of the network. A device is a thing, not an address.
 *
 * Pure and deterministic: the same evidence gives the same devices with the same ids, in whatever order it comes.
 */
import { createHash } from 'node:crypto';
import type { Device } from '../analysis/document.ts';
import { isoTime } from '../lib/time.ts';
import type { ConversationRecord } from '../sensor/observe/conversation-record.ts';
import { isPrivate, looksLikeBroadcast } from './address.ts';
import type { Candidate } from './candidate.ts';
import type { Evidence } from './evidence.ts';
import { Holders } from './holders.ts';
import { identify } from './identity.ts';

export function resolve({ observations, bindings, conversations }: Evidence): Device[] {
  const holders = new Holders(bindings);
  for (const conversation of conversations) noteEnds(holders, conversation);
  for (const observation of observations) {
    if (!isAboutNobody(holders, observation.subject.address)) {
      holders.find(observation.subject, observation.at)?.learn(observation);
    }
  }
  return [...holders.all()].map(describe).toSorted((a, b) => compare(a.first, b.first) || compare(a.id, b.id));
}

/** Whoever sent something in a conversation is there, even if the sensor saw no frame of it. */
function noteEnds(holders: Holders, { client, server, opened, last, packets, answered }: ConversationRecord): void {
  if (packets[0] > 0) holders.find(client, opened)?.seen(opened, last);
  if (packets[1] > 0 || answered) holders.find(server, opened)?.seen(opened, last);
}

/** A silent address that is most likely a subnet's broadcast address. */
function isAboutNobody(holders: Holders, address: string | undefined): boolean {
  return address !== undefined && looksLikeBroadcast(address) && !holders.isHeld(address);
}

function describe(candidate: Candidate): Device {
  const macs = [...candidate.macs].toSorted(compare);
  const addresses = [...candidate.addresses].toSorted(compareAddresses);
  const { first, forwarded } = candidate;
  const ownMac = forwarded ? undefined : macs[0];
  return {
    id: `d-${createHash('sha256')
      .update(ownMac ?? addresses[0] ?? macs[0] ?? '')
      .digest('hex')
      .slice(0, 16)}`,
    macs,
    addresses,
    ...identify(candidate),
    roles: [...candidate.roles].toSorted(compare),
    scope: ownMac === undefined && addresses.every((address) => !isPrivate(address)) ? 'external' : 'local',
    first: isoTime(first?.time ?? 0),
    last: isoTime(candidate.last),
    history: history(candidate),
  };
}

function history({ sightings }: Candidate): Device['history'] {
  const ordered = sightings.toSorted(
    (a, b) => a.first.time - b.first.time || compare(a.address, b.address) || compare(a.mac, b.mac),
  );
  return ordered.map(({ address, mac, first, last }) => ({
    address,
    mac: mac === '' ? null : mac,
    first: isoTime(first.time),
    last: isoTime(last),
  }));
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** IPv4 first and by number, which is how people look for them. */
function compareAddresses(a: string, b: string): number {
  return rank(a) - rank(b) || compare(a, b);
}

function rank(address: string): number {
  if (address.includes(':')) return 2 ** 32;
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
