/** A secret that is shown once: to be copied now, because nobody can show it again. */
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import css from './account-pages.module.css';

export function ShownOnce({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className={css['stack']}>
      <code className={`mono ${css['secret']}`} aria-label={label}>
        {value}
      </code>
      <div className={css['row']} role="status">
        {/* Without TLS, and not on this machine, browsers lend no clipboard: it can be marked and copied by hand. */}
        {'clipboard' in navigator ? (
          <Button icon="copy" onClick={() => void copy()}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        ) : null}
        <span className="quiet">It is shown this once only.</span>
      </div>
    </div>
  );
}
