/** Log in, and go on to where one wanted to go. */
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import { send } from '../../api.ts';
import { TextField } from '../../ui/text-field.tsx';
import { BarePage } from './bare-page.tsx';
import css from './bare-page.module.css';
import { Form } from './form.tsx';
import { useWasLoggedOut } from './logged-out.ts';
import { startAnew } from './use-session.ts';

export function LogInPage() {
  const [search] = useSearchParams();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const wasLoggedOut = useWasLoggedOut();
  const to = search.get('to') ?? '/';
  return (
    <BarePage title="Log in" lead={wasLoggedOut ? LOGGED_OUT_WORDS : 'To see the devices of your hospital.'}>
      <Form
        action="Log in"
        doing="Logging in…"
        wrong={login === '' || password === '' ? 'Type your login and your password.' : undefined}
        onSubmit={async () => {
          await send<typeof contract.logIn>('POST', '/session', { login, password });
          startAnew(isOurs(to) ? to : '/');
        }}
      >
        <TextField
          label="Login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          onChange={setLogin}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
      </Form>
      <p className={css['after']}>
        Forgotten? An administrator can give you a link to choose a new password. If you are the administrator, run{' '}
        <code className="mono">wardline reset-password</code> on its machine.
      </p>
    </BarePage>
  );
}

const LOGGED_OUT_WORDS =
  'You have been logged out: nobody used Wardline here for eight hours, or your session was ended elsewhere. Log in, and you are back where you were.';

/** A path of the console: never the address of another site, which would begin with two slashes. */
const isOurs = (path: string) => /^\/(?![/\\])/.test(path);
