/** Everything that an administrator can do with one account. */
import { useState } from 'react';
import type { z } from 'zod';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import { ROLE_WORDS } from '../../../src/platform/auth/role-words.ts';
import { send } from '../../api.ts';
import { AskActions } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notice.ts';
import { SelectField } from '../../ui/text-field.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import css from './account-pages.module.css';
import { ROLE_OPTIONS, roleOf } from './invite-account.tsx';
import { IssuedLink } from './issued-link.tsx';

interface EditAccountProps {
  readonly account: z.output<typeof contract.Account>;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

export function EditAccount({ account, onDone, onClose }: EditAccountProps) {
  const { id, name } = account;
  const doing = useDoing();
  const [role, setRole] = useState(roleOf(account.role));
  const [path, setPath] = useState<string>();
  if (path !== undefined) return <IssuedLink name={name} path={path} onClose={onClose} />;
  const change = async (wish: { role?: typeof role; disabled?: boolean }, done: string) => {
    await send<typeof contract.changeAccount>('PATCH', '/accounts/{id}', { id, ...wish });
    await onDone();
    notify(done);
    onClose();
  };
  const issue = async () => {
    const made = await send<typeof contract.issueLink>('POST', '/accounts/{id}/link', { id });
    await onDone();
    setPath(made.path);
  };
  const disabled = account.disabled !== null;
  return (
    <div className={css['stack']}>
      <SelectField
        label="Role"
        hint={ROLE_WORDS[role].about}
        value={role}
        options={ROLE_OPTIONS}
        onChange={(value) => setRole(roleOf(value))}
      />
      <div className={css['row']}>
        {disabled ? null : (
          <Button disabled={doing.busy} onClick={() => doing.run(issue)}>
            {account.invited ? 'Make a new link' : 'Make a link for a new password'}
          </Button>
        )}
        <Button
          kind={disabled ? 'plain' : 'danger'}
          disabled={doing.busy}
          onClick={() =>
            doing.run(() =>
              change({ disabled: !disabled }, disabled ? `${name} may log in again.` : `${name} is disabled.`),
            )
          }
        >
          {disabled ? 'Enable the account' : 'Disable the account'}
        </Button>
      </div>
      <p className={css['says']}>
        {disabled
          ? 'Tokens of before stay revoked.'
          : 'Disabling ends all sessions and revokes all tokens at once. What the person did stays known.'}
      </p>
      <AskActions>
        <Button onClick={onClose}>Leave as it is</Button>
        <Button
          kind="main"
          disabled={doing.busy || role === account.role}
          onClick={() => doing.run(() => change({ role }, `${name} is now ${ROLE_WORDS[role].label.toLowerCase()}.`))}
        >
          Change the role
        </Button>
      </AskActions>
    </div>
  );
}
