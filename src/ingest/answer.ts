/** An answer of the resolution about a part of the network, and the circumstances in which it is taken over. */
import type { Device } from '../analysis/document.ts';
import type { Occasion } from './changes.ts';
import type { EndpointEvidence, FactEvidence } from './store/evidence.store.ts';

export interface Circumstances {
  readonly privateNetwork: boolean;
  /** Null when nobody is to read of it. */
  readonly occasion: Occasion | null;
  /** By this machine's clock, microseconds since 1970. */
  readonly now: number;
}

/** An answer, ready to be taken over. */
export interface Answer {
  readonly devices: readonly Device[];
  /** Endpoints that are of the core, with whose they are now. */
  readonly endpoints: readonly { readonly endpoint: EndpointEvidence; readonly device: Device | undefined }[];
  readonly facts: readonly { readonly fact: FactEvidence; readonly device: Device | undefined }[];
  /** Devices that the core has been until now. */
  readonly before: ReadonlySet<string>;
}

/** Devices by id. */
export interface TakenOver {
  readonly appeared: Set<string>;
  /** What people read of them is another. */
  readonly changed: Set<string>;
  /** Part of another now, or of none. */
  readonly gone: Set<string>;
}
