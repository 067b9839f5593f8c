/**
 * HL7 version 2 messages as an admission system, an analyzer and a monitor gateway write them.
 *
 * Written from the standard: HL7 v2.5.1 chapters 2, 3 and 7, and IHE PCD-01 for monitors.
 */
import type { Patient } from '../patients.ts';

export interface Hl7System {
  readonly application: string;
  readonly facility: string;
}

export interface Hl7Result {
  /** OBX-3, such as `2345-7^Glucose^LN`. */
  readonly code: string;
  readonly value: string;
  readonly unit: string;
}

export interface Hl7Route {
  readonly from: Hl7System;
  readonly to: Hl7System;
  readonly version: string;
}

/** A visit's beginning, change or end. */
export function admission(route: Hl7Route, event: string, control: string, patient: Patient): string {
  const segments = [
    header(route, `ADT^${event}^ADT_A01`, control),
    `EVN|${event}|20260302080000`,
    identification(patient),
    `NK1|1|${patient.family}^KIN|MTH`,
    'PV1|1|I|WARD3^12^1||||1001^MEYER^DR',
  ];
  return close(segments);
}

/** Results of one patient. `equipment` is OBX-18, who measured. */
export function results(
  route: Hl7Route,
  control: string,
  patient: Patient,
  measured: readonly Hl7Result[],
  equipment: string,
): string {
  const segments = [
    header(route, 'ORU^R01^ORU_R01', control),
    identification(patient),
    `OBR|1|${control}|${control}|PANEL^Panel^L|||20260302081000`,
    ...measured.map(({ code, value, unit }, index) => {
      return `OBX|${index + 1}|NM|${code}||${value}|${unit}|||||F|||20260302081000||||${equipment}`;
    }),
    `NTE|1||${patient.note}`,
  ];
  return close(segments);
}

/** What a device measures or does, as IHE's PCD-01 tells it; `device` is its kind in IEEE 11073-10101 and OBX-18. */
export function deviceReport(
  route: Hl7Route,
  control: string,
  patient: Patient,
  device: { readonly kind: string; readonly equipment: string },
  measured: readonly Hl7Result[],
): string {
  const observed = measured.map(({ code, value, unit }, index) => {
    return `OBX|${index + 2}|NM|${code}|1.1.1.${index + 1}|${value}|${unit}|||||R|||20260302081000`;
  });
  const segments = [
    header(route, 'ORU^R01^ORU_R01', control),
    identification(patient),
    `OBR|1|${control}|${control}|${device.kind}|||20260302081000`,
    `OBX|1||${device.kind}|1.0.0.0|||||||X|||20260302081000||||${device.equipment}`,
    ...observed,
  ];
  return close(segments);
}

function header({ from, to, version }: Hl7Route, type: string, control: string): string {
  const ends = [from, to].map(({ application, facility }) => `${application}|${facility}`).join('|');
  return `MSH|^~\\&|${ends}|20260302081500||${type}|${control}|P|${version}||||||8859/1`;
}

function identification(patient: Patient): string {
  const { id, family, given, birth, sex, street, phone } = patient;
  return `PID|1||${id}^^^HOSP^MR||${family}^${given}||${birth}|${sex}|||${street}^^TOWN||${phone}`;
}

const close = (segments: readonly string[]): string => `${segments.join('\r')}\r`;
