/** What MQTT tells: the clients of a broker, their names, and passwords that travel in the clear. */
import type { MqttEvent } from '../../dissect/protocols/mqtt.ts';
import type { Notes } from '../notes.ts';

/** What a client or broker wants, rather than that it has heard the other. */
const DEEDS = new Set(['PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE', 'AUTH', 'DISCONNECT']);

export function observeMqtt(event: MqttEvent, notes: Notes): void {
  if (event.kind === 'packet') {
    if (DEEDS.has(event.type)) notes.action(event.type);
  } else if (event.kind === 'connected') {
    notes.role('sender', 'mqtt-broker');
    notes.role('receiver', 'mqtt-client');
  } else {
    notes.action('CONNECT');
    notes.role('sender', 'mqtt-client');
    notes.attribute('sender', 'mqtt-client-id', event.clientId);
    const fields = [...(event.userName ? ['username'] : []), ...(event.password ? ['password'] : [])];
    if (fields.length > 0) notes.data('credential', fields);
  }
}
