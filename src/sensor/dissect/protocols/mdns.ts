/**
 * Multicast DNS and service discovery: how a device calls itself and what it offers.
 *
 * Only what somebody says of itself is told: all of a response, and of a query what it is about to claim. The answers
 * in a query are others', repeated to spare them the trouble. Of texts, the fields that describe devices are read.
 *
 * @see RFC 6762, RFC 6763
 */
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { openingOf, readDnsValue, readMessage, Type, type ResourceRecord, type Value } from './dns-message.ts';
import { type Name, nameText } from './dns-name.ts';
import { type Description, describe } from './mdns-text.ts';

export interface MdnsEvent extends ProtocolEvent {
  readonly protocol: 'mdns';
  readonly kind: 'query' | 'response';
  readonly questions: readonly string[];
  readonly hosts: readonly { readonly name: string; readonly address: string }[];
  readonly services: readonly MdnsService[];
}

export interface MdnsService extends Description {
  /** Such as `_ipp._tcp`. */
  readonly type: string;
  /** What people read in a list of such services. */
  readonly instance: string;
  /** The name of the host that offers it. */
  readonly host: string;
}

const INTERNET = 1;
const ANY_CLASS = 255;

export const mdns: DatagramDissector<MdnsEvent> = {
  name: 'mdns',
  transport: 'udp',
  ports: [5353],

  probe(head) {
    const opening = openingOf(head);
    if (opening === undefined || opening === false) return opening;
    const { id, flags, questions, answers, others, type } = opening;
    if ((flags & 0x780f) !== 0 || type === 0 || questions + answers + others === 0) return false;
    const recordClass = opening.class & 0x7fff;
    if (recordClass !== INTERNET && recordClass !== ANY_CLASS) return false;
    // Its own messages have no id; those for hosts that know no better are told by the domains that are only here.
    return id === 0 || /^(local|arpa)$/i.test(new TextDecoder().decode(opening.name.at(-1)));
  },

  dissect(datagram, _side, emit) {
    const { response, questions, records } = readMessage(datagram, readDnsValue);
    const own = records.filter(({ section }) => response || section === 'authority');
    emit({
      protocol: 'mdns',
      kind: response ? 'response' : 'query',
      questions: questions.map(({ name }) => nameText(name)),
      hosts: own.flatMap(({ name, value }) =>
        value?.kind === 'address' ? [{ name: nameText(name), address: value.address }] : [],
      ),
      services: servicesOf(own),
    });
  },
};

/** What several records say of a service, put together. */
function servicesOf(records: readonly ResourceRecord<Value>[]): readonly MdnsService[] {
  const services = new Map<string, MdnsService>();
  const note = (name: Name, known: Partial<MdnsService>) => {
    const service = serviceOf(name);
    if (service === undefined) return;
    const key = `${service.instance}.${service.type}`;
    services.set(key, { ...service, ...services.get(key), ...known });
  };
  for (const { name, type, value } of records) {
    if (type === Type.ptr && value?.kind === 'name') note(value.name, {});
    else if (value?.kind === 'service') note(name, { host: nameText(value.target) });
    else if (value?.kind === 'text') note(name, describe(value.texts));
  }
  return [...services.values()];
}

/** The parts of `instance._service._protocol.domain`; undefined when it is another kind of name. */
function serviceOf(name: Name): MdnsService | undefined {
  const protocol = name.findIndex((label, at) => at > 0 && /^_(tcp|udp)$/i.test(label));
  const service = name[protocol - 1];
  if (service === undefined || !service.startsWith('_')) return undefined;
  const type = nameText([service, name[protocol] ?? '']);
  const instance = name.slice(0, protocol - 1);
  return { type, instance: instance.some((label) => label === '_sub') ? '' : nameText(instance), host: '' };
}
