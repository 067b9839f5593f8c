/** Answers what is asked about captures, and reads those that are sent. */
import { notFound } from '../lib/errors.ts';
import { isoTime } from '../lib/time.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import { cancelCapture, type Capture, getCapture, listCaptures, uploadCapture } from './capture.contract.ts';
import { selectCapture, selectCaptures } from './capture.store.ts';
import type { Readings } from './readings.ts';

type Row = Awaited<ReturnType<typeof selectCaptures>>[number];

export function captureRoutes(db: Database, readings: Readings): readonly Route[] {
  async function answer(id: number): Promise<Capture> {
    const row = await selectCapture(db, id);
    if (row === undefined) throw notFound('The capture', String(id));
    return captureOf(row);
  }

  return [
    route(listCaptures, async ({ limit }) => ({ captures: (await selectCaptures(db, limit)).map(captureOf) })),
    route(getCapture, async ({ id }) => answer(id)),
    route(uploadCapture, async ({ name, size, differs }, actor, { body }) =>
      answer(
        await readings.upload({
          name,
          size: size ?? null,
          by: actor.account,
          differs: differs === 'true',
          bytes: body,
        }),
      ),
    ),
    route(cancelCapture, async ({ id }) => {
      await answer(id);
      readings.cancel(id);
      return await answer(id);
    }),
  ];
}

function captureOf(row: Row): Capture {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind === 'stream' ? 'stream' : 'capture',
    demo: row.demo,
    state: row.state,
    trouble: row.incomplete,
    started: isoTime(row.started),
    ended: row.ended === null ? null : isoTime(row.ended),
    by: row.by,
    consumed: row.consumed,
    size: row.size,
    format: row.format,
    digest: row.digest,
    first: row.first === null ? null : isoTime(row.first),
    last: row.last === null ? null : isoTime(row.last),
    frames: row.frames,
    bytes: row.bytes,
    loss: {
      gaps: row.gaps,
      unreadable: row.unreadable,
      shed: row.shed,
      untracked: row.untracked,
      oneWay: row.one_way,
    },
  };
}
