/** What a device is, from what was learned of it. */
import type { Device } from '../analysis/document.ts';
import type { Candidate } from './candidate.ts';

/** The part of a device that is concluded, not merely seen. */
export type Identity = Omit<Device, 'id' | 'macs' | 'addresses' | 'roles' | 'scope' | 'first' | 'last' | 'history'>;

export function identify(candidate: Candidate): Identity {
  return {
    names: candidate.values('hostname'),
    manufacturer: null,
    model: null,
    serial: null,
    software: null,
    os: null,
    udi: null,
    class: 'unknown',
    type: 'unknown',
    confidence: 0,
    attributes: candidate.attributes(),
    provenance: {},
  };
}
