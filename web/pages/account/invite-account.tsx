/** The form by which someone is invited, and then, once, the link to hand to them. */
import { useState } from 'react';
import { ROLE_NAMES, ROLE_WORDS, type Role } from '../../../src/platform/auth/role-words.ts';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import { send } from '../../api.ts';
import { SelectField, TextField } from '../../ui/text-field.tsx';
import { Form } from './form.tsx';
import { IssuedLink } from './issued-link.tsx';

export const ROLE_OPTIONS = ROLE_NAMES.map((role) => ({ value: role, label: ROLE_WORDS[role].label }));

export const roleOf = (value: string): Role => ROLE_NAMES.find((role) => role === value) ?? 'viewer';

export function InviteAccount({ onDone, onClose }: { onDone: () => Promise<void>; onClose: () => void }) {
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [role, setRole] = useState<Role>('engineer');
  const [path, setPath] = useState<string>();
  if (path !== undefined) return <IssuedLink name={name} path={path} onClose={onClose} />;
  return (
    <Form
      action="Make a link"
      doing="Making…"
      wrong={name.trim() === '' || login.trim() === '' ? 'Type a name and a login.' : undefined}
      onSubmit={async () => {
        const made = await send<typeof contract.inviteAccount>('POST', '/accounts', { name, login, role });
        await onDone();
        setPath(made.path);
      }}
    >
      <TextField label="Name" value={name} onChange={setName} />
      <TextField
        label="Login"
        hint="Short, such as ada or ada.lovelace."
        autoCapitalize="none"
        spellCheck={false}
        value={login}
        onChange={setLogin}
      />
      <SelectField
        label="Role"
        hint={ROLE_WORDS[role].about}
        value={role}
        options={ROLE_OPTIONS}
        onChange={(value) => setRole(roleOf(value))}
      />
    </Form>
  );
}
