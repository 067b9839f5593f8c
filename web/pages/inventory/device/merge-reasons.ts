/** What speaks for two devices being one thing, and what against it: shown before a person says so. */
import { typeLabel } from '../../../../src/inventory/device-name.ts';
import type { DeviceDetail } from '../../../../src/inventory/inventory.contract.ts';

export interface Reasons {
  readonly likely: 'likely' | 'unlikely' | 'open';
  readonly sentence: string;
  readonly speaksFor: readonly string[];
  readonly against: readonly string[];
}

type Side = Pick<DeviceDetail, 'device'>;

export function mergeReasons(a: Side, b: Side): Reasons {
  const speaksFor: string[] = [];
  const against: string[] = [];
  const compare = (same: string, differ: string, left: string | null, right: string | null) => {
    if (left === null || right === null) return false;
    const equal = left.toLowerCase() === right.toLowerCase();
    (equal ? speaksFor : against).push(equal ? `${same}: ${left}` : `${differ}: ${left} and ${right}`);
    return equal;
  };
  const serial = compare('The same serial number', 'Different serial numbers', a.device.serial, b.device.serial);
  const udi = compare('The same unique device identifier', 'Different device identifiers', a.device.udi, b.device.udi);
  compare('The same maker', 'Different makers', a.device.manufacturer, b.device.manufacturer);
  compare('The same model', 'Different models', a.device.model, b.device.model);
  compare('The same type', 'Different types', typeOf(a), typeOf(b));
  const names = common(a.device.names, b.device.names);
  if (names.length > 0) speaksFor.push(`The same name: ${names.join(', ')}`);
  const macs = common(a.device.macs, b.device.macs);
  if (macs.length > 0) speaksFor.push(`The same hardware address: ${macs.join(', ')}`);
  const addresses = common(a.device.addresses, b.device.addresses);
  if (addresses.length > 0) speaksFor.push(`Both had the address ${addresses.join(', ')}`);
  if (a.device.scope !== b.device.scope) against.push('One is on the network, the other on the Internet');
  const sure = serial || udi || macs.length > 0;
  const differ = ['Different serial numbers', 'Different device identifiers'].some((it) =>
    against.some((text) => text.startsWith(it)),
  );
  if (differ) {
    const sentence = 'This is not likely: what tells devices apart is different.';
    return { likely: 'unlikely', sentence, speaksFor, against };
  }
  if (sure && against.length === 0) {
    return { likely: 'likely', sentence: 'This is likely: they share what only one device has.', speaksFor, against };
  }
  if (against.length > speaksFor.length) {
    return { likely: 'unlikely', sentence: 'This is not likely: more speaks against it.', speaksFor, against };
  }
  const sentence = 'Nothing that was captured decides it: you know, or you can look.';
  return { likely: 'open', sentence, speaksFor, against };
}

const typeOf = ({ device }: Side) => (device.type === 'unknown' ? null : typeLabel(device.type));

const common = (a: readonly string[], b: readonly string[]) => {
  const of = new Set(b.map((it) => it.toLowerCase()));
  return a.filter((it) => of.has(it.toLowerCase())).slice(0, 3);
};
