/** Which services of OPC UA there are, and where in them applications are described. @see OPC 10000-4 sections 5.4 to 5.6, 7.1, 7.14 */
import type { Reader } from '../../../lib/reader.ts';
import { readArray, readLocalizedText, readNodeId, readString, skipExtension, skipString } from './opcua-value.ts';

/** ApplicationDescription, as far as it says what something is. */
export interface OpcuaApplication {
  readonly uri: string;
  readonly product: string | undefined;
  readonly name: string | undefined;
  readonly role: 'server' | 'client' | 'client-and-server' | 'discovery-server';
}

export interface Service {
  readonly name: string;
  readonly describes: ((message: Reader) => OpcuaApplication[]) | undefined;
}

const ROLES = ['server', 'client', 'client-and-server', 'discovery-server'] as const;
const service = (name: string, describes?: Service['describes']): Service => ({ name, describes });

/** By the number of their binary encoding in namespace 0: OPC 10000-6 annex A.3. */
const SERVICES: ReadonlyMap<number, Service> = new Map([
  [397, service('ServiceFault')],
  [422, service('FindServers')],
  [425, service('FindServers', (message) => (skipAnswerHeader(message), readArray(message, readApplication)))],
  [428, service('GetEndpoints')],
  [431, service('GetEndpoints', (message) => (skipAnswerHeader(message), readArray(message, readEndpoint)))],
  [446, service('OpenSecureChannel')],
  [449, service('OpenSecureChannel')],
  [461, service('CreateSession', (message) => (skipRequestHeader(message), [readApplication(message)]))],
  [464, service('CreateSession', readSessionServer)],
  [467, service('ActivateSession')],
  [470, service('ActivateSession')],
  [473, service('CloseSession')],
  [527, service('Browse')],
  [530, service('Browse')],
  [631, service('Read')],
  [634, service('Read')],
  [673, service('Write')],
  [676, service('Write')],
  [712, service('Call')],
  [715, service('Call')],
  [751, service('CreateMonitoredItems')],
  [787, service('CreateSubscription')],
  [826, service('Publish')],
  [829, service('Publish')],
]);

export const serviceOf = (number: number): Service | undefined => SERVICES.get(number);

export function applicationsIn({ describes }: Service, message: Reader): OpcuaApplication[] {
  return describes?.(message) ?? [];
}

function readApplication(message: Reader): OpcuaApplication {
  const [uri, product, name] = [readString(message) ?? '', readString(message), readLocalizedText(message)];
  const role = ROLES[message.u32le()] ?? 'server';
  skipString(message);
  skipString(message);
  readArray(message, skipString);
  return { uri, product, name, role };
}

function readEndpoint(message: Reader): OpcuaApplication {
  skipString(message);
  const application = readApplication(message);
  skipString(message); // its certificate
  message.skip(4); // security mode
  skipString(message); // policy
  readArray(message, skipTokenPolicy);
  skipString(message);
  message.skip(1);
  return application;
}

/** UserTokenPolicy: an id, a type, and three more texts. */
function skipTokenPolicy(message: Reader): void {
  skipString(message);
  message.skip(4);
  for (let text = 0; text < 3; text++) skipString(message);
}

function readSessionServer(message: Reader): OpcuaApplication[] {
  skipAnswerHeader(message);
  readNodeId(message);
  readNodeId(message);
  message.skip(8); // how long it may rest
  skipString(message);
  skipString(message);
  return readArray(message, readEndpoint);
}

function skipRequestHeader(message: Reader): void {
  readNodeId(message);
  message.skip(8 + 4 + 4);
  skipString(message); // who is to be audited: a person perhaps
  message.skip(4);
  skipExtension(message);
}

function skipAnswerHeader(message: Reader): void {
  message.skip(8 + 4 + 4);
  skipDiagnostics(message);
  readArray(message, skipString);
  skipExtension(message);
}

/** Section 5.2.2.12 of part 6, without what lies within: it is never sent unless asked for, which nobody does. */
function skipDiagnostics(message: Reader): void {
  const mask = message.u8();
  for (const bit of [1, 2, 4, 8]) if ((mask & bit) !== 0) message.skip(4);
  if ((mask & 0x10) !== 0) skipString(message);
  if ((mask & 0x20) !== 0) message.skip(4);
}
