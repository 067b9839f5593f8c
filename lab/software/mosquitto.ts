/** Eclipse Mosquitto: a broker, things that publish to it, and programs that subscribe. */
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';

const PORT = 1883;

export async function startBroker(host: Host): Promise<void> {
  const configuration = host.write(
    'mosquitto.conf',
    `listener ${PORT} 0.0.0.0
allow_anonymous true
persistence false
user root
`,
  );
  host.start(['mosquitto', '-c', configuration]);
  await host.listening(PORT);
  plays(host.truth, 'mqtt-broker');
}

export interface MqttClient {
  readonly id: string;
  /** Sent readably, as most things do. */
  readonly user?: string;
  readonly password?: string;
}

/** Sends messages over one connection. */
export async function publish(
  truth: Truth,
  client: Host,
  broker: Host,
  { id, user, password }: MqttClient,
  topic: string,
  messages: readonly string[],
): Promise<void> {
  const login = user === undefined ? [] : ['-u', user, '-P', password ?? ''];
  const argv = ['mosquitto_pub', '-h', broker.address, '-i', id, ...login, '-t', topic, '-q', '1', '-l'];
  await client.run(argv, { input: `${messages.join('\n')}\n` });
  note(truth, client, broker, id, {
    data: user === undefined ? [] : [{ category: 'credential', items: 1, patients: 0 }],
    actions: [
      { verb: 'CONNECT', count: 1 },
      { verb: 'PUBLISH', count: messages.length },
    ],
  });
}

/** Listens to a topic from now on, until the lab is over. */
export async function subscribe(truth: Truth, client: Host, broker: Host, id: string, topic: string): Promise<void> {
  client.start(['mosquitto_sub', '-h', broker.address, '-i', id, '-t', topic]);
  await broker.connected(PORT);
  note(truth, client, broker, id, {
    actions: [
      { verb: 'CONNECT', count: 1 },
      { verb: 'SUBSCRIBE', count: 1 },
    ],
  });
}

function note(truth: Truth, client: Host, broker: Host, id: string, detail: Parameters<Truth['flow']>[5]): void {
  tells(client.truth, 'mqtt', { 'mqtt-client-id': id });
  plays(client.truth, 'mqtt-client');
  truth.flow(client.name, broker.name, PORT, 'tcp', 'mqtt', detail);
}
