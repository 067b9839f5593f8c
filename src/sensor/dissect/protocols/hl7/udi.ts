/**
 * The unique device identifier in a PRT segment.
 *
 * @see HL7 v2.9 section 7.4.4 (PRT-10, PRT-16 to PRT-22); GS1 General Specifications section 3.2 (application identifiers)
 */
import { type Delimiters, decode } from './encoding.ts';

export interface Udi {
  /** The whole identifier as printed on the device; the device identifier alone when nothing else is given. */
  readonly value: string;
  readonly serial: string | undefined;
  readonly lot: string | undefined;
}

/** @param fields The segment's fields, the first being its name. */
export function readUdi(fields: readonly string[], delimiters: Delimiters, charset: string): Udi | undefined {
  const first = (number: number): string => {
    const [repetition = ''] = (fields[number] ?? '').split(delimiters.repetition);
    const [component = ''] = repetition.split(delimiters.component);
    return decode(component, delimiters, charset).trim();
  };
  const device = first(10);
  const identifier = first(16);
  // PRT-10 also carries local names of devices: as a UDI counts what an issuing agency's format begins.
  const value = /^(\(?01\)?\d{14}|\+[A-Z]|=\/|&,1)/.test(device) ? device : identifier;
  if (value === '') return undefined;
  return {
    value,
    serial: first(20) || element(value, '21'),
    lot: first(19) || element(value, '10'),
  };
}

/** The value after a GS1 application identifier that is written in brackets. */
function element(udi: string, identifier: string): string | undefined {
  const at = udi.indexOf(`(${identifier})`);
  if (at < 0) return undefined;
  const end = udi.indexOf('(', at + 1);
  return udi.slice(at + identifier.length + 2, end < 0 ? undefined : end).trim() || undefined;
}
