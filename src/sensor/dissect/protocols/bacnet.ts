/**
 * BACnet/IP: which building controllers there are, what they say they are, and which services are asked of them.
 *
 * Values of sensors and set points are never told; of properties only those that name the device itself.
 *
 * @see ANSI/ASHRAE 135-2020 clauses 6.2 (network layer), 20.1 and 20.2 (application layer), annex J (BACnet/IP)
 */
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { readIAm, readPropertyAck, readPropertyMultipleAck } from './bacnet-apdu.ts';
import type { BacnetObject } from './bacnet-apdu.ts';

export type BacnetEvent = BacnetService | BacnetDevice;

interface Routed {
  /** It came through a BACnet router: what it says is about somebody behind the sender. */
  readonly routed: boolean;
}

export interface BacnetService extends ProtocolEvent, Routed {
  readonly protocol: 'bacnet';
  readonly kind: 'service';
  /** In the standard's word, such as `readProperty`. */
  readonly name: string;
  readonly by: 'client' | 'server';
}

/** What a device says of itself: its instance and the properties that were read. */
export interface BacnetDevice extends ProtocolEvent, Routed, BacnetObject {
  readonly protocol: 'bacnet';
  readonly kind: 'device';
}

const BACNET_IP = 0x81;
const FORWARDED = 0x04;
/** BVLC functions that carry a network message: forwarded, distribute-broadcast, unicast, broadcast. */
const CARRIERS = new Set([FORWARDED, 0x09, 0x0a, 0x0b]);
const MAX_FUNCTION = 0x0c;
const VERSION = 1;
/** Bits of the network layer's control byte. */
const Control = { network: 0x80, destination: 0x20, source: 0x08 } as const;
const Apdu = { confirmed: 0, unconfirmed: 1, simpleAck: 2, complexAck: 3, error: 5, reject: 6, abort: 7 } as const;
const SEGMENTED = 0x08;
const I_AM = 0;
const READ_PROPERTY = 12;
const READ_PROPERTY_MULTIPLE = 14;
/** Clause 21, BACnetUnconfirmedServiceChoice, by its number. */
const UNCONFIRMED = [
  'i-Am',
  'i-Have',
  'unconfirmedCOVNotification',
  'unconfirmedEventNotification',
  'unconfirmedPrivateTransfer',
  'unconfirmedTextMessage',
  'timeSynchronization',
  'who-Has',
  'who-Is',
  'utcTimeSynchronization',
  'writeGroup',
];
/** Clause 21, BACnetConfirmedServiceChoice, by its number. */
const CONFIRMED = [
  'acknowledgeAlarm',
  'confirmedCOVNotification',
  'confirmedEventNotification',
  'getAlarmSummary',
  'getEnrollmentSummary',
  'subscribeCOV',
  'atomicReadFile',
  'atomicWriteFile',
  'addListElement',
  'removeListElement',
  'createObject',
  'deleteObject',
  'readProperty',
  'readPropertyConditional',
  'readPropertyMultiple',
  'writeProperty',
  'writePropertyMultiple',
  'deviceCommunicationControl',
  'confirmedPrivateTransfer',
  'confirmedTextMessage',
  'reinitializeDevice',
  'vtOpen',
  'vtClose',
  'vtData',
  'authenticate',
  'requestKey',
  'readRange',
  'lifeSafetyOperation',
  'subscribeCOVProperty',
  'getEventInformation',
  'subscribeCOVPropertyMultiple',
  'confirmedCOVNotificationMultiple',
];

export const bacnet: DatagramDissector<BacnetEvent> = {
  name: 'bacnet',
  transport: 'udp',
  ports: [47808],

  probe(head) {
    const [type, fn, high, low] = head;
    if (type !== BACNET_IP || fn === undefined || fn > MAX_FUNCTION || low === undefined) return false;
    const length = ((high ?? 0) << 8) | low;
    if (length !== head.length) return false;
    return !CARRIERS.has(fn) || head[fn === FORWARDED ? 10 : 4] === VERSION;
  },

  dissect(datagram, _side, emit) {
    datagram.skip(1);
    const fn = datagram.u8();
    datagram.skip(2);
    if (!CARRIERS.has(fn)) return;
    if (fn === FORWARDED) datagram.skip(6);
    if (datagram.u8() !== VERSION) throw new Violation('a network layer of another version');
    const control = datagram.u8();
    if ((control & Control.destination) !== 0) skipAddress(datagram);
    const routed = (control & Control.source) !== 0 || fn === FORWARDED;
    if ((control & Control.source) !== 0) skipAddress(datagram);
    if ((control & Control.destination) !== 0) datagram.skip(1); // hop count
    if ((control & Control.network) !== 0) return;
    for (const event of readApdu(datagram)) emit({ protocol: 'bacnet', routed, ...event });
  },
};

/** Network number, length, and as many bytes of address. */
function skipAddress(reader: Reader): void {
  reader.skip(2);
  reader.skip(reader.u8());
}

type Said = Pick<BacnetService, 'kind' | 'name' | 'by'> | ({ readonly kind: 'device' } & BacnetObject);

function readApdu(apdu: Reader): readonly Said[] {
  const first = apdu.u8();
  const type = first >> 4;
  const segmented = (first & SEGMENTED) !== 0;
  switch (type) {
    case Apdu.confirmed:
      apdu.skip(segmented ? 4 : 2); // sizes, invoke id, and the segment's number and window
      return [{ kind: 'service', name: nameIn(CONFIRMED, apdu.u8()), by: 'client' }];
    case Apdu.unconfirmed: {
      const service = apdu.u8();
      const said: Said = {
        kind: 'service',
        name: nameIn(UNCONFIRMED, service),
        by: service === I_AM ? 'server' : 'client',
      };
      return service === I_AM ? [said, { kind: 'device', ...readIAm(apdu) }] : [said];
    }
    case Apdu.complexAck: {
      apdu.skip(segmented ? 3 : 1);
      const service = apdu.u8();
      const said: Said = { kind: 'service', name: nameIn(CONFIRMED, service), by: 'server' };
      // A segment after the first one begins anywhere: only whole answers are read.
      const device = segmented ? undefined : readAnswer(service, apdu);
      return device === undefined ? [said] : [said, { kind: 'device', ...device }];
    }
    case Apdu.simpleAck:
    case Apdu.error:
      apdu.skip(1);
      return [{ kind: 'service', name: nameIn(CONFIRMED, apdu.u8()), by: 'server' }];
    default:
      return [];
  }
}

function readAnswer(service: number, apdu: Reader): BacnetObject | undefined {
  if (service === READ_PROPERTY) return readPropertyAck(apdu);
  return service === READ_PROPERTY_MULTIPLE ? readPropertyMultipleAck(apdu) : undefined;
}

function nameIn(names: readonly string[], service: number): string {
  const name = names[service];
  if (name === undefined) throw new Violation(`a service ${service}`);
  return name;
}
