/** The analysis for people at a terminal: medical devices first, then what is wrong, then what was not seen. */
import type { AnalysisDocument, Capture, Child, Device, Finding } from '../analysis/document.ts';
import { childName } from '../inventory/child-words.ts';
import { CLASS_ORDER, deviceName } from '../inventory/device-name.ts';
import { table } from './table.ts';

/** How many devices of the Internet are listed; the document has all. */
const MAX_EXTERNAL = 20;

export function textReport(document: AnalysisDocument): string {
  const { captures, devices, findings, conversations, loss } = document;
  const local = devices.filter(({ scope }) => scope === 'local').toSorted(byClass);
  const external = devices.filter(({ scope }) => scope === 'external');
  const parts = [
    captures.map(captureLine).join('\n'),
    heading(
      `${count(local.length, 'device')}: ${ofClass(local, 'medical')} medical, ${ofClass(local, 'clinical-it')} clinical IT`,
    ),
    local.length === 0 ? 'None was seen.' : table(HEADINGS, local.map(deviceRow)),
    ...childLines(local),
    external.length > 0 && heading(`${count(external.length, 'address', 'es')} of the Internet`),
    external.length > 0 && table(['Address', 'Name'], external.slice(0, MAX_EXTERNAL).map(externalRow)),
    external.length > MAX_EXTERNAL && `and ${external.length - MAX_EXTERNAL} more`,
    heading(findings.length === 0 ? 'Nothing wrong was found' : count(findings.length, 'finding')),
    findings.map(findingLines).join('\n'),
    heading('What the captures did not show'),
    [
      `${count(loss.oneWay, 'conversation')} of ${conversations.length} heard in one direction only`,
      `${count(loss.gaps, 'hole')} in streams, ${count(loss.unreadable, 'frame')} unreadable`,
      ...(loss.shed > 0 ? [`${count(loss.shed, 'conversation')} given up for lack of memory`] : []),
      ...(loss.untracked > 0
        ? [`${count(loss.untracked, 'packet')} of more devices or conversations than can be kept`]
        : []),
    ].join('\n'),
  ];
  return `${parts.filter((part) => part !== false && part !== '').join('\n')}\n`;
}

const HEADINGS = ['Name', 'Type', 'Manufacturer', 'Model', 'Software', 'Address', 'MAC', 'Sure'];

function deviceRow(device: Device): string[] {
  const { manufacturer, model, software, os, addresses, macs, type, confidence } = device;
  const version = software ?? os ?? '';
  const sure = type === 'unknown' ? '' : `${Math.round(confidence * 100)} %`;
  return [deviceName(device), type, manufacturer ?? '', model ?? '', version, list(addresses), list(macs), sure];
}

/** Whom gateways speak for; those that are on the network as well are in the list above. */
function childLines(devices: readonly Device[]): string[] {
  const rows = devices.flatMap((device) =>
    (device.children ?? []).filter((child) => child.device === null).map((child) => childRow(child, device)),
  );
  if (rows.length === 0) return [];
  const title = `${count(rows.length, 'device')} behind gateways, without an address here`;
  return [heading(title), table(CHILD_HEADINGS, rows)];
}

const CHILD_HEADINGS = ['Name', 'Type', 'Manufacturer', 'Model', 'Serial number', 'Behind'];

function childRow(child: Child, gateway: Device): string[] {
  const { kind, type, manufacturer, model, serial } = child;
  const what = kind === 'system' ? kind : type;
  return [childName(child), what, manufacturer ?? '', model ?? '', serial ?? '', deviceName(gateway)];
}

const externalRow = (device: Device): string[] => [device.addresses[0] ?? '', device.names[0] ?? ''];

function findingLines({ severity, title, evidence, advice }: Finding): string {
  const where = evidence
    .slice(0, 3)
    .map(({ capture, frame, says }) => `    capture ${capture + 1}, frame ${frame}: ${says}`);
  return [`${severity.toUpperCase().padEnd(8)} ${title}`, ...where, `    ${advice}`].join('\n');
}

function captureLine({ file, format, frames, bytes, first, last, incomplete }: Capture): string {
  const span = first === null ? '' : `, ${first.slice(0, 19)}Z to ${(last ?? first).slice(0, 19)}Z`;
  const said = `${file}: ${format ?? 'no capture'}, ${count(frames, 'frame')}, ${bytes} bytes${span}`;
  return incomplete === null ? said : `${said}\n  incomplete: ${incomplete}`;
}

const heading = (text: string): string => `\n${text}`;
const count = (n: number, noun: string, plural = 's'): string => `${n} ${noun}${n === 1 ? '' : plural}`;
const ofClass = (devices: readonly Device[], wanted: Device['class']): number =>
  devices.filter((device) => device.class === wanted).length;
const list = (values: readonly string[]): string =>
  values.length > 1 ? `${values[0]} +${values.length - 1}` : (values[0] ?? '');
const byClass = (a: Device, b: Device): number =>
  CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class) || a.type.localeCompare(b.type, 'en');
