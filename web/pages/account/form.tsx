/** A form that is sent once at a time, and says above its button why it was not taken. */
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { RequestError } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import css from './form.module.css';

interface FormProps {
  /** On the button, and while it is being done. */
  readonly action: string;
  readonly doing: string;
  /** Sends it; what it throws of the server's is shown. */
  readonly onSubmit: () => Promise<void>;
  /** Why it cannot be sent yet; said when one tries. */
  readonly wrong?: string | undefined;
  readonly children: ReactNode;
}

export function Form({ action, doing, onSubmit, wrong, children }: FormProps) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const submit = async () => {
    setRefused(wrong);
    if (wrong !== undefined) return;
    setBusy(true);
    try {
      await onSubmit();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      setRefused(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={css['form']}
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      <div role="alert">
        {refused === undefined ? null : (
          <p className={css['refused']}>
            <Icon name="findings" />
            <span>{refused}</span>
          </p>
        )}
      </div>
      <Button type="submit" kind="main" disabled={busy}>
        {busy ? doing : action}
      </Button>
    </form>
  );
}
