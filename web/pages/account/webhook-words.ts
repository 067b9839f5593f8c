/** What other systems can be told of, in words. */
import type { EventName } from '../../../src/platform/webhook/webhook.contract.ts';

export const EVENT_LABELS: Readonly<Record<EventName, string>> = {
  'device-appeared': 'A new device appeared',
  'device-changed': 'A device became different',
  'device-gone': 'A device is gone',
  'finding-opened': 'Something wrong was found',
  'sensor-trouble': 'A sensor is in trouble',
  'import-applied': 'A list of the maintenance system was applied',
  'advisory-affects': 'An advisory came that affects devices',
};

const NAMES = Object.keys(EVENT_LABELS);

export const isEventName = (name: string): name is EventName => NAMES.includes(name);

/** The label, also of what this console does not know, such as a test. */
export const eventLabel = (name: string): string =>
  isEventName(name) ? EVENT_LABELS[name] : name === 'test' ? 'Test' : name;
