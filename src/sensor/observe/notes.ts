/** What an observer may write down about the event it is shown. */
import type { Phi } from '../../lib/phi.ts';
import type { ProtocolEvent, Side } from '../dissect/dissector.ts';
import type { DataCategory, Encryption } from './conversation-record.ts';
import type { Endpoint, Subject } from './observation.ts';

/** An end of the conversation, or somebody else whom the message names. */
export type Who = 'sender' | 'receiver' | Subject;

/** One event's place in the network, and the pen. Notes stay with the conversation, facts go to the inventory. */
export interface Notes {
  /** Which end of the conversation spoke. */
  readonly side: Side;
  readonly sender: Endpoint;
  readonly receiver: Endpoint;

  /** A fact about a device. `confidence` is 0.9 unless told. Empty values are no facts. */
  attribute(who: Who, name: string, value: string | undefined, confidence?: number): void;
  /** What a device does here, such as `dicom-scu` or `dhcp-server`. */
  role(who: Who, role: string): void;
  /** A hardware address and an internet address that the protocol itself says belong together. */
  binding(mac: string, address: string, source: 'arp' | 'ndp' | 'dhcp'): void;

  /** A deed, in the protocol's own word. */
  action(verb: string): void;
  /**
   * Data that went through readably: the standard's field names, and whose it was. Call it once a message and category;
   * `patient` is wrapped where it is read, and only counted here.
   */
  data(category: DataCategory, fields: readonly string[], patient?: Phi): void;
  /** How the conversation is protected; later words complete and correct earlier ones. */
  encryption(known: Encryption): void;
  /** A better name for what is spoken, such as `fhir` or `dicomweb` for what began as `http`. */
  protocol(name: string): void;
}

/** Turns what one protocol says into notes. */
export type Observer<E extends ProtocolEvent = ProtocolEvent> = (event: E, notes: Notes) => void;

/**
 * An observer whatever its protocol. The registry gives each the events of its own protocol only, which the type of a
 * method lets pass and that of a function would not.
 */
export type AnyObserver = { observe(event: ProtocolEvent, notes: Notes): void }['observe'];
