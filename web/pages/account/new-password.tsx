/** A password to be chosen: told as one types whether it is good enough, and shown on demand instead of typed twice. */
import { useState } from 'react';
import { MIN_PASSWORD, weakness } from '../../../src/platform/auth/password-rules.ts';
import { TextField } from '../../ui/text-field.tsx';
import css from './form.module.css';

interface NewPasswordProps {
  readonly label: string;
  readonly login: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function NewPassword({ label, login, value, onChange }: NewPasswordProps) {
  const [shown, setShown] = useState(false);
  const [left, setLeft] = useState(false);
  const weak = weakness(value, login);
  return (
    <>
      <TextField
        label={label}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
        value={value}
        onChange={onChange}
        onBlur={() => setLeft(true)}
        wrong={left && value !== '' ? weak : undefined}
        hint={
          value !== '' && weak === undefined
            ? 'Good.'
            : `At least ${MIN_PASSWORD} characters. A few words that only you would put together are best.`
        }
      />
      <label className={css['shown']}>
        <input type="checkbox" checked={shown} onChange={({ target }) => setShown(target.checked)} />
        Show the password
      </label>
    </>
  );
}
