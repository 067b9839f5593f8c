/** The form by which a system is added, and then, once, the secret that signs what it is sent. */
import { useState } from 'react';
import type * as contract from '../../../src/platform/webhook/webhook.contract.ts';
import { send } from '../../api.ts';
import { AskActions } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './account-pages.module.css';
import { ChooseEvents } from './choose-events.tsx';
import { Form } from './form.tsx';
import { ShownOnce } from './shown-once.tsx';

export function AddWebhook({ onDone, onClose }: { onDone: () => Promise<void>; onClose: () => void }) {
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly contract.EventName[]>(['device-appeared', 'finding-opened']);
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined) {
    return (
      <>
        <p className={css['says']}>
          The other system needs this secret to know that a call came from here: it checks the header{' '}
          <code className="mono">webhook-signature</code> (Standard Webhooks).
        </p>
        <ShownOnce label="The secret" value={secret} />
        <AskActions>
          <Button kind="main" onClick={onClose}>
            I have it
          </Button>
        </AskActions>
      </>
    );
  }
  const missing = name.trim() === '' || url.trim() === '' ? 'Type a name and an address.' : undefined;
  const address = /^https?:\/\/./.test(url.trim()) ? undefined : 'The address begins with http:// or https://';
  return (
    <Form
      action="Tell this system"
      doing="Adding…"
      wrong={missing ?? address ?? (events.length === 0 ? 'Choose what it is told of.' : undefined)}
      onSubmit={async () => {
        const wish = { name, url: url.trim(), events: [...events] };
        const made = await send<typeof contract.createWebhook>('POST', '/webhooks', wish);
        await onDone();
        setSecret(made.secret);
      }}
    >
      <TextField label="Name" hint="As you call the other system." value={name} onChange={setName} />
      <TextField
        label="Address"
        hint="It is called there by POST. Redirects are not followed."
        inputMode="url"
        spellCheck={false}
        value={url}
        onChange={setUrl}
      />
      <ChooseEvents chosen={events} onChange={setEvents} />
    </Form>
  );
}
