/** `wardline watch`: devices as they appear and change on an interface, in the terminal, without a server and without a database. */
import { LiveEvidence } from '../analysis/live-evidence.ts';
import type { Device } from '../analysis/document.ts';
import { CLASS_ORDER, deviceName, typeLabel } from '../inventory/device-name.ts';
import { resolve } from '../inventory/resolution.ts';
import { AppError } from '../lib/errors.ts';
import { oneLine } from '../lib/one-line.ts';
import { interfaceNames, interfaceState } from '../sensor/capture/interface-state.ts';
import { listenTo } from '../sensor/capture/listener.ts';
import { LiveSensor } from '../sensor/live-sensor.ts';
import type { SensorWindow } from '../sensor/window.ts';
import { table } from './table.ts';

export interface WatchArguments {
  /** The interface. */
  readonly listen: string;
  /** One object a line, for programs. */
  readonly json: boolean;
}

/** Lines of a terminal that are not for devices. */
const FRAME = 4;

/** Watches until the process is told to end. @throws AppError when the interface cannot be listened to */
export async function runWatch({ listen, json }: WatchArguments): Promise<void> {
  if (interfaceState(listen).index === 0) {
    throw new AppError('not-found', `There is no interface ${listen}. There are ${interfaceNames().join(', ')}.`);
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const evidence = new LiveEvidence();
  const shown = new Map<string, string>();
  const isList = process.stdout.isTTY && !json;
  const sensor = new LiveSensor({
    source: 1,
    live: true,
    clock: () => Date.now() * 1000,
    onWindow: (window) => {
      evidence.take(window);
      const devices = resolve(evidence).filter(({ scope }) => scope === 'local');
      if (isList) process.stdout.write(screen(listen, devices, window, process.stdout.rows));
      else for (const line of news(devices, shown, json)) process.stdout.write(`${line}\n`);
    },
  });
  let failure: string | undefined;
  await listenTo({
    name: listen,
    sink: sensor,
    signal: stop.signal,
    onState: (state, trouble) => {
      if (state !== 'listening') process.stderr.write(`wardline: ${trouble ?? state}\n`);
      if (state !== 'failed') return;
      failure = trouble ?? state;
      stop.abort();
    },
  });
  sensor.end(null);
  if (failure !== undefined) throw new AppError('forbidden', `Nothing can be heard on ${listen}: see above`);
}

/** What is new since the last time, and what has changed; `shown` is brought up to date. */
export function news(devices: readonly Device[], shown: Map<string, string>, json: boolean): string[] {
  return devices.toSorted(byClass).flatMap((device) => {
    const words = describe(device);
    const before = shown.get(device.id);
    if (before === words) return [];
    shown.set(device.id, words);
    const told = before === undefined ? 'new' : 'changed';
    if (!json) return [`${told.padEnd(8)}${words}`];
    const { id, class: kind, type, manufacturer, model, software, os, serial, addresses, macs, first, last } = device;
    const name = deviceName(device);
    const row = {
      news: told,
      id,
      name,
      class: kind,
      type,
      manufacturer,
      model,
      serial,
      software,
      os,
      addresses,
      macs,
      first,
      last,
    };
    return [JSON.stringify(row)];
  });
}

function describe(device: Device): string {
  const { manufacturer, model, software, os, addresses, macs, type } = device;
  const product = [manufacturer, model, software ?? os].filter((part) => part !== null).join(' ');
  const where = [addresses[0], macs[0]].filter((part) => part !== undefined).join(' ');
  return oneLine([deviceName(device), typeLabel(type), product, where].filter((part) => part !== '').join(' · '));
}

/** The whole screen anew: medical devices first, as many as fit. */
function screen(name: string, devices: readonly Device[], window: SensorWindow, rows: number): string {
  const sorted = devices.toSorted(byClass);
  const room = Math.max(1, rows - FRAME - 2);
  const lines = sorted.slice(0, room).map((device) => {
    const { type, manufacturer, model, addresses, macs, last } = device;
    const where = addresses[0] ?? macs[0] ?? '';
    return [deviceName(device), typeLabel(type), manufacturer ?? '', model ?? '', where, last.slice(11, 19)];
  });
  const rate = Math.round(window.frames / Math.max(1, window.seconds));
  const lost = window.dropped === 0 ? '' : `, ${window.dropped} packets lost`;
  const medical = devices.filter((device) => device.class === 'medical').length;
  const head = `${name}: ${devices.length} devices, ${medical} medical, ${rate} packets/s${lost} (Ctrl C ends it)`;
  const more = sorted.length > room ? `\nand ${sorted.length - room} more` : '';
  const body = table(['Name', 'Type', 'Manufacturer', 'Model', 'Address', 'Seen (UTC)'], lines);
  return `\u001b[H\u001b[2J${head}\n\n${body}${more}\n`;
}

const byClass = (a: Device, b: Device): number =>
  CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class) || Number(a.id > b.id) - Number(a.id < b.id);
