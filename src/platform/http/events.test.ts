import { afterEach, describe, expect, test } from 'vitest';
import type { ActorFinder } from './actor.ts';
import type { Actor, Permission } from './endpoint.ts';
import { EventHub } from './events.ts';
import { listen, type Listening } from './listen.ts';
import { createServer } from './server.ts';

const actorWith = (...permissions: Permission[]): Actor => ({
  account: 'a-1',
  name: 'Ada',
  role: 'viewer',
  permissions: new Set(permissions),
});

const onBug = (error: Error): never => {
  throw error;
};
const lastIdOf = (text: string) => text.match(/id: (\S+)/)?.[1];

let open: Listening[] = [];
afterEach(async () => {
  for (const it of open) await it.close();
  open = [];
});

async function serve(hub: EventHub, actorOf: ActorFinder): Promise<string> {
  const { fetch } = createServer({ routes: [], actorOf, version: '1', events: hub, onBug });
  const listening = await listen({ fetch, host: '127.0.0.1', port: 0 });
  open.push(listening);
  return `${listening.url}api/events`;
}

/** Reads a stream until `enough`, or its end. */
async function read(stream: ReadableStream<Uint8Array> | null, enough: (text: string) => boolean): Promise<string> {
  let text = '';
  if (stream === null) return text;
  const decoder = new TextDecoder();
  for await (const part of stream) {
    text += decoder.decode(part, { stream: true });
    if (enough(text)) return text;
  }
  return text;
}

const forEver = async () => true;

describe('the stream of events', () => {
  test('tells of what one may read, and of nothing else', async () => {
    const hub = new EventHub();
    const url = await serve(hub, async () => actorWith('device:read'));
    const { body, headers } = await fetch(url);
    expect(headers.get('content-type')).toBe('text/event-stream');
    await expect.poll(() => hub.listeners).toBe(1);
    hub.publish('sensor', { id: 's-1' });
    hub.publish('device', { ids: ['d-1'] });
    const text = await read(body, (it) => it.includes('d-1'));
    expect(text).toContain('event: device\ndata: {"ids":["d-1"]}');
    expect(text).not.toContain('s-1');
    await expect.poll(() => hub.listeners).toBe(0);
  });

  test('is closed to whoever is not logged in', async () => {
    const response = await fetch(await serve(new EventHub(), async () => null));
    expect(response.status).toBe(401);
  });

  test('shows a sign of life, and ends when the session does', async () => {
    let actor: Actor | null = actorWith('device:read');
    const { body } = await fetch(await serve(new EventHub({ heartbeat: 20 }), async () => actor));
    const text = await read(body, (it) => {
      if (it.includes('still here')) actor = null;
      return false;
    });
    expect(text).toContain(': still here');
  });
});

describe('who comes back', () => {
  test('hears what it missed', async () => {
    const hub = new EventHub();
    const before = hub.listen(actorWith('device:read'), undefined, forEver);
    hub.publish('device', { ids: ['d-1'] });
    const id = lastIdOf(await read(before, (it) => it.includes('d-1')));
    hub.publish('device', { ids: ['d-2'] });
    const text = await read(hub.listen(actorWith('device:read'), id, forEver), (it) => it.includes('d-2'));
    expect(text).not.toContain('d-1');
    expect(text).not.toContain('resync');
  });

  test.each([
    ['after too long', (id: string) => id],
    ['after a new start', () => 'another-1'],
    ['with nonsense', () => 'x'],
    ['with a number of the future', (id: string) => id.replace(/\d+$/, '9999')],
  ])('%s is told to ask for everything again', async (_, change) => {
    const hub = new EventHub();
    const before = hub.listen(actorWith('device:read'), undefined, forEver);
    hub.publish('device', { ids: ['d-1'] });
    const id = lastIdOf(await read(before, (it) => it.includes('d-1'))) ?? '';
    for (let each = 0; each < 500; each += 1) hub.publish('device', { ids: [] });
    const text = await read(hub.listen(actorWith('device:read'), change(id), forEver), (it) => it.includes('resync'));
    expect(text).toMatch(/event: resync\ndata: \{\}\n\n$/);
  });

  test('or reads too slowly has a bounded queue, and is told once it has read that', async () => {
    const hub = new EventHub();
    const stream = hub.listen(actorWith('device:read'), undefined, forEver);
    for (let each = 0; each < 10_000; each += 1) hub.publish('device', { each });
    const text = await read(stream, (it) => it.includes('resync'));
    expect(text.split('event: device').length).toBeLessThan(250);
    expect(lastIdOf(text.slice(text.indexOf('event: resync') - 40))).toMatch(/-10000$/);
  });

  test('too often is turned away', () => {
    const hub = new EventHub();
    const actor = actorWith('device:read');
    for (let each = 0; each < 30; each += 1) hub.listen(actor, undefined, forEver);
    expect(() => hub.listen(actor, undefined, forEver)).toThrow(/Too many pages/);
  });
});
