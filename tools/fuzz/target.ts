/** Every dissector as something that can be fed, and their samples to begin with. */
import { Reader, Violation } from '../../src/lib/reader.ts';
import { Conversation, MAX_BACKLOG } from '../../src/sensor/dissect/conversation.ts';
import type { ProtocolEvent, Side, StreamDissector } from '../../src/sensor/dissect/dissector.ts';
import { datagramDissectors, linkDissectors, streamDissectors } from '../../src/sensor/dissect/protocols.ts';
import type { Script, Turn } from './script.ts';

export interface Said {
  readonly events: readonly (readonly [Side, ProtocolEvent])[];
  /** The most bytes that waited to be read. */
  readonly held: number;
}

export interface Target {
  readonly name: string;
  /** Whether it reads streams, which may be cut anywhere; else each step is a datagram of its own. */
  readonly stream: boolean;
  /** The longest step it can meet, in bytes. */
  readonly largest: number;
  readonly samples: readonly Turn[];
  feed(script: Script): Said;
}

const LARGEST_DATAGRAM = 65_507;
const LARGEST_FRAME = 9000;

export async function targets(): Promise<readonly Target[]> {
  const streams = streamDissectors.map((dissector) => ({
    name: dissector.name,
    stream: true,
    largest: 2 * MAX_BACKLOG,
    feed: (script: Script) => feedStream(dissector, script),
  }));
  const datagrams = datagramDissectors.map((dissector) => ({
    name: dissector.name,
    stream: false,
    largest: LARGEST_DATAGRAM,
    feed: (script: Script) =>
      feedEach(script, (bytes, side, emit) => {
        if (dissector.probe(bytes, side) !== false) dissector.dissect(new Reader(bytes), side, emit);
      }),
  }));
  const links = linkDissectors.map((dissector) => ({
    name: dissector.name,
    stream: false,
    largest: LARGEST_FRAME,
    feed: (script: Script) => feedEach(script, (bytes, _side, emit) => dissector.dissect(new Reader(bytes), emit)),
  }));
  return await Promise.all(
    [...streams, ...datagrams, ...links].map(async (target) => ({ ...target, samples: await samplesOf(target.name) })),
  );
}

async function samplesOf(name: string): Promise<readonly Turn[]> {
  const file = `../../src/sensor/dissect/protocols/${name}.samples.ts`;
  const { dialogue }: { dialogue: readonly Turn[] } = await import(file);
  return dialogue;
}

/** Also for dissectors that are in no registry. */
export function feedStream(dissector: StreamDissector, script: Script): Said {
  const events: (readonly [Side, ProtocolEvent])[] = [];
  const conversation = new Conversation(dissector, (event, side) => events.push([side, event]));
  let held = 0;
  for (const [side, bytes] of script) {
    if (typeof bytes === 'number') {
      conversation.gap(side, bytes);
    } else {
      // The capture's buffer is used again for the next frame: what a dissector keeps must not lie in it.
      const buffer = Uint8Array.from(bytes);
      dissector.probe(buffer, side);
      conversation.data(side, buffer);
      buffer.fill(0xaa);
    }
    held = Math.max(held, conversation.held);
  }
  return { events, held };
}

type Dissect = (bytes: Uint8Array, side: Side, emit: (event: ProtocolEvent) => void) => void;

function feedEach(script: Script, dissect: Dissect): Said {
  const events: (readonly [Side, ProtocolEvent])[] = [];
  for (const [side, bytes] of script) {
    if (typeof bytes === 'number') continue;
    try {
      dissect(bytes, side, (event) => events.push([side, event]));
    } catch (error) {
      // Whoever drives a dissector expects this of it, and nothing else.
      if (!(error instanceof Violation)) throw error;
    }
  }
  return { events, held: 0 };
}
