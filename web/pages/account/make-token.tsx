/** The form by which a token is made, and then, once, its secret. */
import { useState } from 'react';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import type { Permission } from '../../../src/platform/http/endpoint.ts';
import { send } from '../../api.ts';
import { AskActions } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/text-field.tsx';
import css from './account-pages.module.css';
import { Form } from './form.tsx';
import { ShownOnce } from './shown-once.tsx';
import { useSession } from './use-session.ts';

/** Never for a token, see the roles. */
const NEVER: readonly Permission[] = ['own:write', 'account:write'];
const TIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '366', label: 'A year' },
];

export function MakeToken({ onMade, onClose }: { onMade: () => Promise<void>; onClose: () => void }) {
  const { data } = useSession();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scope, setScope] = useState<readonly Permission[]>(['device:read']);
  const [secret, setSecret] = useState<string>();
  const offered = (data?.permissions ?? []).filter((it) => !NEVER.includes(it));
  if (secret !== undefined) {
    return (
      <>
        <ShownOnce label="The token" value={secret} />
        <AskActions>
          <Button kind="main" onClick={onClose}>
            I have it
          </Button>
        </AskActions>
      </>
    );
  }
  const wrong = name.trim() === '' ? 'Give it a name, such as the script that uses it.' : undefined;
  return (
    <Form
      action="Make the token"
      doing="Making…"
      wrong={wrong ?? (scope.length === 0 ? 'Choose what it may do.' : undefined)}
      onSubmit={async () => {
        const wish = { name, days: Number(days), scope: [...scope] };
        const made = await send<typeof contract.makeToken>('POST', '/own/tokens', wish);
        await onMade();
        setSecret(made.secret);
      }}
    >
      <TextField label="Name" hint="Such as the script that uses it." value={name} onChange={setName} />
      <SelectField label="Works for" value={days} options={TIMES} onChange={setDays} />
      <fieldset className={css['scope']}>
        <legend>What it may do</legend>
        {offered.map((it) => (
          <label key={it} className="mono">
            <input
              type="checkbox"
              checked={scope.includes(it)}
              onChange={({ target }) =>
                setScope(target.checked ? [...scope, it] : scope.filter((other) => other !== it))
              }
            />
            {it}
          </label>
        ))}
      </fieldset>
    </Form>
  );
}
