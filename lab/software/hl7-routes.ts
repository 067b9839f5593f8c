/** Which of the hospital's systems write to which in HL7, and what they call each other. */
import type { Hl7Route } from './hl7-messages.ts';

const ENGINE = { application: 'INTEGRATOR', facility: 'HARTLEY' };

export const ADMISSIONS: Hl7Route = {
  from: { application: 'HISADT', facility: 'HARTLEY' },
  to: ENGINE,
  version: '2.5.1',
};
export const LABORATORY: Hl7Route = { from: { application: 'COBAS', facility: 'LAB' }, to: ENGINE, version: '2.5.1' };
export const MONITORS: Hl7Route = { from: { application: 'PIICIX', facility: 'ICU' }, to: ENGINE, version: '2.6' };
/** The engine hands the laboratory's results on to the system that admits. */
export const FORWARDED: Hl7Route = { from: ENGINE, to: ADMISSIONS.from, version: '2.5.1' };
/** Collectors of what devices say, each in the standard way of IHE. */
export const COLLECTED: Hl7Route = { from: { application: 'CAPSULE', facility: 'ICU' }, to: ENGINE, version: '2.6' };
export const PUMPS: Hl7Route = { from: { application: 'MEDNET', facility: 'PHARMACY' }, to: ENGINE, version: '2.6' };
export const RELEASED: Hl7Route = { from: { application: 'LIS', facility: 'LAB' }, to: ENGINE, version: '2.5.1' };
