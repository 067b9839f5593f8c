/**
 * Link-local multicast name resolution: the names that Windows asks its neighbours for, and who answers to them.
 *
 * @see RFC 4795
 */
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { openingOf, readDnsValue, readMessage } from './dns-message.ts';
import { nameText } from './dns-name.ts';

export interface LlmnrEvent extends ProtocolEvent {
  readonly protocol: 'llmnr';
  readonly kind: 'query' | 'response';
  readonly name: string;
  /** The addresses that the name is said to have. */
  readonly addresses: readonly string[];
}

const INTERNET = 1;

export const llmnr: DatagramDissector<LlmnrEvent> = {
  name: 'llmnr',
  transport: 'udp',
  ports: [5355],

  probe(head) {
    const opening = openingOf(head);
    if (opening === undefined || opening === false) return opening;
    const { flags, questions, answers, type } = opening;
    const response = (flags & 0x8000) !== 0;
    // One question; no operation but the standard one; the four reserved bits are zero.
    if (questions !== 1 || (flags & 0x78f0) !== 0 || (!response && answers > 0)) return false;
    return type > 0 && opening.class === INTERNET && opening.name.length > 0;
  },

  dissect(datagram, _side, emit) {
    const { response, questions, records } = readMessage(datagram, readDnsValue);
    const addresses = records.flatMap(({ section, value }) =>
      section === 'answer' && value?.kind === 'address' ? [value.address] : [],
    );
    const name = nameText(questions[0]?.name ?? []);
    emit({ protocol: 'llmnr', kind: response ? 'response' : 'query', name, addresses });
  },
};
