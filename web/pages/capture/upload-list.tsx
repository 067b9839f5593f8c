/** Captures on their way: how far each is, how fast, how long it will take; and what to do with one that failed. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type * as contract from '../../../src/capture/capture.contract.ts';
import { get, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { bytes, lasting } from '../../ui/words.ts';
import css from './captures.module.css';
import { cancelUpload, forgetUpload, isKnown, sendAgain, type Upload, useUploads } from './uploads.ts';

export function UploadList() {
  const uploads = useUploads();
  const client = useQueryClient();
  const done = uploads.filter(({ state }) => state === 'done').length;
  const busy = uploads.some(({ state }) => state === 'sending' || state === 'waiting');
  useEffect(() => {
    if (done > 0) void client.invalidateQueries();
  }, [client, done]);
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [busy]);
  if (uploads.length === 0) return null;
  return (
    <ul className={css['uploads']} aria-label="Captures on their way">
      {uploads.map((upload) => (
        <Line key={upload.key} upload={upload} />
      ))}
    </ul>
  );
}

function Line({ upload }: { upload: Upload }) {
  const { key, file, state, sent } = upload;
  const doing = useDoing();
  const ends = state === 'done' || state === 'failed' || state === 'cancelled';
  return (
    <li className={css['upload']} data-state={state}>
      <div className={css['name']}>
        <strong>{file.name}</strong>
        <span className="quiet" role={ends ? 'status' : undefined}>
          {words(upload)}
        </span>
      </div>
      {ends ? null : (
        <progress aria-label={`How much of ${file.name} was read`} max={Math.max(1, file.size)} value={sent} />
      )}
      <div className={css['buttons']}>
        {isKnown(upload) ? (
          <Button onClick={() => sendAgain(key, true)}>It is another one: read it</Button>
        ) : state === 'failed' ? (
          <Button onClick={() => sendAgain(key, false)}>Send it again</Button>
        ) : null}
        {ends ? (
          <button
            type="button"
            className={css['close']}
            aria-label={`Take ${file.name} off this list`}
            onClick={() => forgetUpload(key)}
          >
            <Icon name="close" />
          </button>
        ) : (
          <Button disabled={doing.busy} onClick={() => doing.run(() => cancel(upload))}>
            Cancel
          </Button>
        )}
      </div>
    </li>
  );
}

/** Tells the server first, so that it knows that a person wanted it, and not that the connection broke. */
async function cancel({ key, file, state }: Upload): Promise<void> {
  if (state === 'sending') {
    const { captures } = await get<typeof contract.listCaptures>('/captures', {});
    const reading = captures.find((it) => it.state === 'reading' && it.name === file.name);
    if (reading !== undefined) {
      await send<typeof contract.cancelCapture>('POST', '/captures/{id}/cancel', { id: String(reading.id) });
    }
  }
  cancelUpload(key);
}

export function words({ file, state, sent, rate, capture, trouble }: Omit<Upload, 'key'>): string {
  if (state === 'waiting') return `waits, ${bytes(file.size)}`;
  if (state === 'cancelled') return 'Cancelled. What was read until then is kept.';
  if (state === 'failed') return trouble ?? 'It could not be read.';
  if (state === 'done') return capture?.trouble ?? 'Read to its end.';
  const much = `${bytes(sent)} of ${bytes(file.size)}`;
  if (sent >= file.size && file.size > 0) return `${much}, the last of it is being read`;
  if (rate === null || rate <= 0) return much;
  return `${much}, ${bytes(rate)}/s, ${lasting((file.size - sent) / rate)} left`;
}
