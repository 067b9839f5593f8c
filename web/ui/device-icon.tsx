/** A line icon for each type of device, drawn like the console's others. */
import type { ReactNode } from 'react';
import { Line } from './icon.tsx';

const DRAWINGS = {
  ct: (
    <path d="M10 3a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 6.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM1.5 11h6M1.5 17.5h17" />
  ),
  mr: <path d="M3 3.5h14v12.5H3zM10 6.5a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6zM1.5 11h6" />,
  xray: <path d="M5 3.5h5v4l-2.5 2L5 7.5zM7.5 3.5V2M3.5 13.5h13v4h-13zM7.5 11.5v0M10 5.5h5.5v8" />,
  ultrasound: (
    <path d="M6 2.5h8l1 4-3 2.5H8L5 6.5zM7.5 11.5a4 4 0 0 0 5 0M6 14a6.5 6.5 0 0 0 8 0M4.5 16.5a9 9 0 0 0 11 0" />
  ),
  camera: <path d="M3 6h3l1.5-2h5L14 6h3v9.5H3zM10 8a2.8 2.8 0 1 0 0 5.6A2.8 2.8 0 0 0 10 8z" />,
  pump: (
    <path d="M4.5 2.5h11v15h-11zM7 5h6v4H7zM7.5 12h.01M10 12h.01M12.5 12h.01M7.5 14.8h.01M10 14.8h.01M12.5 14.8h.01" />
  ),
  monitor: <path d="M2.5 3.5h15v10h-15zM7 17h6M10 13.5V17M4.5 9h2.2l1.5-3 2.2 5 1.4-2h3.7" />,
  ventilator: (
    <path d="M10 3v6M10 9c-1-.5-2-1.5-3-1.5C5 7.500 3 10 3 13.500 3 16 4 17 5.500 17 8 17 8.500 15 8.500 11M10 9c1-.5 2-1.500 3-1.500 2 0 4 2.500 4 6 0 2.500-1 3.500-2.500 3.500-2.500 0-3-2-3-6" />
  ),
  analyzer: (
    <path d="M7.500 2.500h5M8.500 2.500v5.500L4 15.200c-.6 1 .1 2.300 1.300 2.300h9.400c1.200 0 1.900-1.300 1.300-2.300L11.500 8V2.500M6.200 12.500h7.600" />
  ),
  ecg: <path d="M2 10.500h3.500l2-6 3.500 11 2.500-7 1.200 2H18" />,
  pacs: (
    <path d="M4 5c0-1.400 2.700-2.500 6-2.500S16 3.600 16 5s-2.700 2.500-6 2.500S4 6.400 4 5zM4 5v10c0 1.400 2.700 2.500 6 2.500s6-1.100 6-2.500V5M4 10c0 1.400 2.700 2.500 6 2.500s6-1.100 6-2.500" />
  ),
  engine: <path d="M2.500 6h10M9.500 3l3 3-3 3M17.500 14h-10M10.500 11l-3 3 3 3" />,
  record: <path d="M4.500 2.500h8l3 3v12h-11zM12.500 2.500v3h3M10 8.500v5M7.500 11h5" />,
  viewer: (
    <path d="M2.500 3.500h15v10h-15zM7 17h6M10 13.500V17M10 5.800a2.700 2.700 0 1 0 0 5.400 2.700 2.700 0 0 0 0-5.400z" />
  ),
  medical: <path d="M3 3h14v14H3zM10 6.500v7M6.500 10h7" />,
  server: (
    <path d="M3.500 3h13v5.500h-13zM3.500 11.500h13V17h-13zM6.500 5.800h.01M6.500 14.200h.01M9.500 5.800h4M9.500 14.200h4" />
  ),
  computer: <path d="M2.500 3.500h15v10h-15zM7 17h6M10 13.500V17" />,
  printer: <path d="M6 7V2.500h8V7M6 14H3V7h14v7h-3M6 11.500h8v6H6z" />,
  switch: <path d="M2.500 6.500h15v7h-15zM5.500 10.500v0M5.500 10h.01M8.500 10h.01M11.500 10h.01M14.500 10h.01" />,
  router: (
    <path d="M2.500 11h15v5.500h-15zM5.500 13.800h.01M8.500 13.800h.01M14 11V6M11.500 4.800a3.600 3.600 0 0 1 5 0" />
  ),
  phone: <path d="M6 2.500h8v15H6zM9 15h2" />,
  building: <path d="M4 17.500V3h8v14.500M12 8h4v9.500M2.500 17.500h15M7 6.500h2M7 9.500h2M7 12.500h2" />,
  globe: (
    <path d="M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM2.500 10h15M10 2.500c-4.500 4.500-4.500 10.500 0 15 4.500-4.500 4.500-10.500 0-15z" />
  ),
  unknown: <path d="M3.500 3.500h13v13h-13zM8 8a2 2 0 1 1 2.900 1.800c-.6.3-.9.700-.9 1.400M10 13.500h.01" />,
} satisfies Record<string, ReactNode>;

/** Which drawing a type has, by a word of its name; the first that fits. */
const WORDS: readonly (readonly [pattern: RegExp, drawing: keyof typeof DRAWINGS])[] = [
  [/^ct$|^ct-|tomograph|^pet/, 'ct'],
  [/^mri?$|^mri?-|magnet/, 'mr'],
  [/x-?ray|radiograph|mammo|fluoro|angio|^c-arm|^[cdr]r$|^[dx]x$/, 'xray'],
  [/ultrasound|echo/, 'ultrasound'],
  [/endoscop|camera|microscop/, 'camera'],
  [/pump/, 'pump'],
  [/monitor|telemetry|central-station/, 'monitor'],
  [/ventilat|anesth|anaesth|respirat/, 'ventilator'],
  [/analy[sz]er|laborator|glucose|point-of-care|poct/, 'analyzer'],
  [/ecg|eeg|defib|electro/, 'ecg'],
  [/pacs|archive|vna|database|nas|storage/, 'pacs'],
  [/engine|gateway|interface|broker|integrat/, 'engine'],
  [/ehr|emr|fhir|his$|ris$|lis$|information-system|record|clinical-system/, 'record'],
  [/imaging-workstation|dicom-workstation|viewer|reading|diagnostic/, 'viewer'],
  [/printer|scanner/, 'printer'],
  [/switch|access-point|hub/, 'switch'],
  [/router|firewall|wireless/, 'router'],
  [/phone|mobile|tablet|voip/, 'phone'],
  [/server|controller|service/, 'server'],
  [/workstation|computer|desktop|laptop|pc$|client|console/, 'computer'],
  [/hvac|building|door|elevator|plc/, 'building'],
];

const OF_CLASS: Readonly<Record<string, keyof typeof DRAWINGS>> = {
  medical: 'medical',
  'clinical-it': 'record',
  it: 'computer',
  network: 'switch',
  building: 'building',
  iot: 'camera',
};

interface Looks {
  readonly type: string;
  readonly class: string;
  readonly external?: boolean;
}

export function drawingOf({ type, class: category, external = false }: Looks): keyof typeof DRAWINGS {
  if (external) return 'globe';
  return WORDS.find(([pattern]) => pattern.test(type))?.[1] ?? OF_CLASS[category] ?? 'unknown';
}

export function DeviceIcon({ size = 16, device }: { size?: number; device: Looks }) {
  return <Line size={size}>{DRAWINGS[drawingOf(device)]}</Line>;
}
