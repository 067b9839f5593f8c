/** Shows the notice of the moment. It stays long enough to be read, and as long as it is pointed at or holds the focus. */
import { useEffect, useState } from 'react';
import { RequestError } from '../api.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import css from './notice-bar.module.css';
import { notify, notifyFailure, type Notice, show, useNotice } from './notice.ts';

const SHOWN_MS = 10_000;

export function NoticeBar() {
  const notice = useNotice();
  return (
    <div className={css['region']} role="status">
      {notice === undefined ? null : <Bar key={notice.text} notice={notice} />}
    </div>
  );
}

function Bar({ notice }: { notice: Notice }) {
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (held || busy) return undefined;
    const timer = setTimeout(() => show(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, busy]);
  const undo = async (take: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await take();
      notify('Taken back.');
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      notifyFailure(error);
    }
  };
  const { undo: back } = notice;
  return (
    <div
      className={css['bar']}
      data-tone={notice.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={notice.tone === 'done' ? 'check' : 'findings'} />
      <span>{notice.text}</span>
      {back === undefined ? null : (
        <Button disabled={busy} onClick={() => void undo(back)}>
          Undo
        </Button>
      )}
      <button type="button" className={css['close']} aria-label="Close this notice" onClick={() => show(undefined)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
