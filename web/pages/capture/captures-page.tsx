/** Captures: give Wardline some, see how far each is, and what became of every one. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type * as contract from '../../../src/capture/capture.contract.ts';
import { query, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { May } from '../../ui/may.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { bytes, count, plural, shareWords, span } from '../../ui/words.ts';
import css from './captures.module.css';
import { SetUpFirst } from '../account/set-up-first.tsx';
import { UploadList } from './upload-list.tsx';
import { sendCaptures } from './uploads.ts';

export function CapturesPage() {
  const asked = useQuery(query<typeof contract.listCaptures>('/captures', {}));
  return (
    <Page title="Captures">
      <h1 className={css['title']}>Captures</h1>
      <p className={css['lead']}>
        Recorded network traffic. Each is read while it is sent and is not stored: what was learned of it stays, with
        the number of the frame that shows it.
      </p>
      <May do="capture:write" otherwise={<SetUpFirst />}>
        <DropZone
          label="Drop captures here, or"
          button="Choose files"
          accept=".pcap,.pcapng,.cap,.dmp,.gz,.zst"
          multiple
          onFiles={sendCaptures}
        >
          pcap or pcapng, of any size, also packed with gzip or zstd. Several at once are read one after the other.
        </DropZone>
      </May>
      <UploadList />
      <div className={css['parts']}>
        <Section title="Read so far">
          <Answer of={asked}>
            {({ captures }) =>
              captures.length === 0 ? (
                <p className={css['says']}>None yet. Traffic of ten minutes near the imaging network shows a lot.</p>
              ) : (
                <ul>
                  {captures.map((capture) => (
                    <Line key={capture.id} capture={capture} />
                  ))}
                </ul>
              )
            }
          </Answer>
        </Section>
      </div>
    </Page>
  );
}

const STATES: Readonly<Record<contract.Capture['state'], string>> = {
  waiting: 'Waits',
  reading: 'Being read',
  done: 'Read',
  'broken-off': 'Broken off',
  cancelled: 'Cancelled',
  'set-aside': 'Set aside',
};

function Line({ capture }: { capture: contract.Capture }) {
  const { id, name, state, trouble, started, by, consumed, size, first, last, frames, loss } = capture;
  // What is replayed has no file that is consumed; then what its packets carried is told.
  const read = consumed === 0 ? capture.bytes : consumed;
  const client = useQueryClient();
  const doing = useDoing();
  const cancel = async () => {
    await send<typeof contract.cancelCapture>('POST', '/captures/{id}/cancel', { id: String(id) });
    await client.invalidateQueries();
  };
  const lost = lossWords(loss);
  return (
    <li className={css['capture']} data-state={state}>
      <span className={css['state']}>{STATES[state]}</span>
      <div className={css['about']}>
        <p>
          <strong>{name}</strong>{' '}
          <span className="quiet">
            <Time at={started} />
            {by === null ? '' : `, sent by ${by}`}
          </span>
        </p>
        {trouble === null ? null : <p>{trouble}</p>}
        <p className="quiet">
          {plural(frames, 'packet')}, {bytes(read)}
          {size === null || consumed === 0 || consumed >= size
            ? ''
            : ` of ${bytes(size)} (${shareWords(consumed / size)})`}
          {first === null || last === null ? '' : `, of ${span(first, last)}`}
          {lost === '' ? '' : `. ${lost}`}
        </p>
        {state === 'reading' && size !== null ? (
          <progress aria-label={`How much of ${name} was read`} max={size} value={consumed} />
        ) : null}
      </div>
      <p className={css['buttons']}>
        {frames === 0 ? null : (
          <Link href={`/devices?source=${id}`} className="link">
            Devices in it
          </Link>
        )}
        {state === 'reading' || state === 'waiting' ? (
          <May do="capture:write">
            <Button disabled={doing.busy} onClick={() => doing.run(cancel)}>
              Cancel
            </Button>
          </May>
        ) : null}
      </p>
    </li>
  );
}

/** What could not be read of it, the plainest first; empty when all of it was. */
export function lossWords({ gaps, unreadable, shed, untracked, oneWay }: contract.Capture['loss']): string {
  const parts = [
    [gaps, 'hole in its streams', 'holes in its streams'],
    [unreadable, 'packet that could not be read', 'packets that could not be read'],
    [oneWay, 'conversation with one side only', 'conversations with one side only'],
    [shed, 'conversation given up for lack of memory', 'conversations given up for lack of memory'],
    [untracked, 'packet of more devices than can be kept', 'packets of more devices than can be kept'],
  ] as const;
  const lost = parts
    .filter(([times]) => times > 0)
    .map(([times, one, many]) => `${count(times)} ${times === 1 ? one : many}`);
  return lost.length === 0 ? '' : `It has ${lost.join(', ')}.`;
}
