/** Behind a one-time link: the first account is made, or a password chosen. The secret is in the fragment, which goes nowhere by itself. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import { weakness } from '../../../src/platform/auth/password-rules.ts';
import { RequestError, send } from '../../api.ts';
import { Loading } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BarePage } from './bare-page.tsx';
import { Form } from './form.tsx';
import { NewPassword } from './new-password.tsx';
import { startAnew } from './use-session.ts';

export function WelcomePage() {
  const [secret] = useState(() => location.hash.slice(1));
  const { data, error } = useQuery({
    queryKey: ['link', secret],
    queryFn: async () => send<typeof contract.lookAtLink>('POST', '/links/look', { secret }),
    enabled: secret !== '',
  });
  if (secret === '') return <NoLink />;
  if (error !== null) return <BarePage title="This link does not work" lead={leadOf(error)} />;
  if (data === undefined) return <Loading />;
  return <Choose secret={secret} link={data} />;
}

/** What one reads who came without a link, which is in the terminal. */
export function NoLink() {
  return (
    <BarePage
      title="Set up Wardline"
      lead="When Wardline starts and nobody has an account yet, it prints a link in its terminal. Open that link: it makes the first account, and it is yours alone."
    >
      <p className="quiet">Is it gone? Stop Wardline and start it again: it prints a new one.</p>
    </BarePage>
  );
}

const leadOf = (error: Error) =>
  error instanceof RequestError && error.status === 404
    ? 'It has been used, or has run out. Ask an administrator for a new one. If nobody has an account yet, start Wardline again: it prints a new link.'
    : error.message;

const LEADS = {
  setup: 'You are the first. This account may do everything; others are invited by it.',
  invite: 'Choose the password that you will log in with.',
  reset: 'Choose a new password. Wherever you are logged in now, you will be logged out.',
} as const;

interface ChooseProps {
  readonly secret: string;
  readonly link: z.output<typeof contract.lookAtLink.output>;
}

function Choose({ secret, link }: ChooseProps) {
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const first = link.kind === 'setup';
  const title = first ? 'Set up Wardline' : `Welcome, ${link.name ?? link.login ?? ''}`;
  const missing = first && (name.trim() === '' || login.trim() === '') ? 'Type your name and a login.' : undefined;
  return (
    <BarePage title={title} lead={LEADS[link.kind]}>
      <Form
        action={first ? 'Make the account' : 'Take this password'}
        doing="One moment…"
        wrong={missing ?? weakness(password, link.login ?? login)}
        onSubmit={async () => {
          const own = first ? { name, login } : {};
          await send<typeof contract.redeemLink>('POST', '/links/redeem', { secret, password, ...own });
          startAnew('/');
        }}
      >
        {first ? (
          <>
            <TextField
              label="Your name"
              hint="As your colleagues know you."
              autoComplete="name"
              value={name}
              onChange={setName}
            />
            <TextField
              label="Login"
              hint="Short, such as ada or ada.lovelace."
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              value={login}
              onChange={setLogin}
            />
          </>
        ) : (
          <TextField
            label="Login"
            autoComplete="username"
            readOnly
            value={link.login ?? ''}
            onChange={() => undefined}
          />
        )}
        <NewPassword label="Password" login={link.login ?? login} value={password} onChange={setPassword} />
      </Form>
    </BarePage>
  );
}
