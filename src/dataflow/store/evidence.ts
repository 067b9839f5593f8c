/** The way back from a statement to the packet: all that was concluded from one frame of one source. */
import { type Selectable, sql } from 'kysely';
import type { Attribute, Capture, ConversationEntry } from '../../analysis/document.ts';
import { Capture as CaptureShape, ConversationEntry as EntryShape } from '../../analysis/document.ts';
import { readRefs } from '../../inventory/store/refs.ts';
import { notFound } from '../../lib/errors.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import type { Schema } from '../../platform/store/schema.ts';
import type { FrameEvidence } from '../dataflow.contract.ts';
import { named } from './findings.ts';

export interface FrameRef {
  /** The id of its source. */
  readonly capture: number;
  readonly frame: number;
}

/** One frame tells of few things; a list of neighbours tells of some hundreds. */
const MAX_VALUES = 500;

/** Throws `not-found` when the source does not exist or has not so many frames. */
export async function readFrameEvidence(db: Database, ref: FrameRef): Promise<FrameEvidence> {
  const source = await db.selectFrom('source').selectAll().where('id', '=', ref.capture).executeTakeFirst();
  if (source === undefined || ref.frame > source.frames) {
    throw notFound('Frame', `${ref.frame} of this capture`);
  }
  const [values, findings, conversation] = await Promise.all([
    readValues(db, ref),
    readFindingsAt(db, ref),
    readConversation(db, ref),
  ]);
  return { capture: captureOf(source), frame: ref.frame, values, findings, conversation };
}

function captureOf({ name, format, frames, bytes, first, last, incomplete }: Selectable<Schema['source']>): Capture {
  return {
    file: name,
    format: CaptureShape.shape.format.catch(null).parse(format),
    frames,
    bytes,
    first: first === null ? null : isoTime(first),
    last: last === null ? null : isoTime(last),
    incomplete,
  };
}

type Value = Attribute & { readonly device: string | null; readonly subject: string };

/** Facts first told by this frame, and addresses first seen or stated in it. */
async function readValues(db: Database, { capture, frame }: FrameRef): Promise<FrameEvidence['values']> {
  const { rows } = await sql<Value>`
    select device, coalesce(nullif(address, ''), mac) as subject, name, value, protocol, confidence
      from fact where first_source = ${capture} and first_frame = ${frame}
    limit ${MAX_VALUES}`.execute(db);
  const refOf = await readRefs(
    db,
    rows.map(({ device }) => device),
  );
  return rows.map(({ device, subject, ...attribute }) => ({
    device: refOf(device, subject),
    attribute: { ...attribute, capture, frame },
  }));
}

async function readFindingsAt(db: Database, { capture, frame }: FrameRef): Promise<FrameEvidence['findings']> {
  const { rows } = await sql<Selectable<Schema['finding']>>`
    select * from finding where evidence @> ${JSON.stringify([{ capture, frame }])}::jsonb
    order by severity, id limit ${MAX_VALUES}`.execute(db);
  return (await named(db, rows)).flatMap((finding) =>
    finding.finding.evidence
      .filter((it) => it.capture === capture && it.frame === frame)
      .map(({ says }) => ({ finding, says })),
  );
}

type StoredEdge = Selectable<Schema['edge']> & {
  readonly client_device: string | null;
  readonly client_address: string;
  readonly server_device: string | null;
  readonly server_address: string;
};

/** The first that begins with this frame. */
async function readConversation(db: Database, { capture, frame }: FrameRef): Promise<FrameEvidence['conversation']> {
  const { rows } = await sql<StoredEdge>`
    select edge.*, c.device as client_device, coalesce(nullif(c.address, ''), c.mac) as client_address,
      s.device as server_device, coalesce(nullif(s.address, ''), s.mac) as server_address
    from edge join endpoint c on c.id = client join endpoint s on s.id = server
    where edge.first_source = ${capture} and edge.first_frame = ${frame} order by edge.id limit 1`.execute(db);
  const [edge] = rows;
  if (edge === undefined) return null;
  const refOf = await readRefs(db, [edge.client_device, edge.server_device]);
  return {
    entry: entryOf(edge),
    client: refOf(edge.client_device, edge.client_address),
    server: refOf(edge.server_device, edge.server_address),
  };
}

/** All conversations of an edge as one; from which ports the client opened them is not kept. */
function entryOf(edge: StoredEdge): ConversationEntry {
  const { first_source: capture, first_frame: frame } = edge;
  return {
    id: `c-${edge.id}`,
    client: { device: edge.client_device, address: edge.client_address, port: 0 },
    server: { device: edge.server_device, address: edge.server_address, port: edge.port },
    transport: EntryShape.shape.transport.catch('other').parse(edge.transport),
    protocol: edge.protocol === '' ? null : edge.protocol,
    first: isoTime(edge.first),
    last: isoTime(edge.last),
    packets: [edge.packets_out, edge.packets_in],
    bytes: [edge.bytes_out, edge.bytes_in],
    encryption: EntryShape.shape.encryption.parse(edge.encryption),
    data: edge.data.map(({ source, frame: at, ...data }) => ({ ...data, evidence: { capture: source, frame: at } })),
    actions: edge.actions,
    evidence: { capture, frame: Math.max(1, frame) },
  };
}
