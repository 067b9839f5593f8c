/** Changing one's own password, by whoever knows the present one. */
import { useState } from 'react';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import { weakness } from '../../../src/platform/auth/password-rules.ts';
import { send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notice.ts';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './account-pages.module.css';
import { Form } from './form.tsx';
import { NewPassword } from './new-password.tsx';

export function OwnPassword({ login }: { login: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Section title="Password">
      <div className={css['body']}>
        {open ? (
          <ChangeForm login={login} onDone={() => setOpen(false)} />
        ) : (
          <Button onClick={() => setOpen(true)}>Change the password</Button>
        )}
      </div>
    </Section>
  );
}

function ChangeForm({ login, onDone }: { login: string; onDone: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  return (
    <Form
      action="Change the password"
      doing="Changing…"
      wrong={current === '' ? 'Type your present password.' : weakness(next, login)}
      onSubmit={async () => {
        await send<typeof contract.changePassword>('PUT', '/own/password', { current, next });
        notify('The password is changed. Your other sessions have ended.');
        onDone();
      }}
    >
      <TextField
        label="Present password"
        type="password"
        autoComplete="current-password"
        autoFocus
        value={current}
        onChange={setCurrent}
      />
      <NewPassword label="New password" login={login} value={next} onChange={setNext} />
    </Form>
  );
}
