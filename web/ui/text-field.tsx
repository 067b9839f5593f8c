/** A field with its label above, what to write in it below, and what is wrong with it in words. */
import { type InputHTMLAttributes, useId } from 'react';
import css from './text-field.module.css';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly wrong?: string | undefined;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, hint, wrong, value, onChange, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <label className={css['field']}>
      <span>{label}</span>
      <input
        type="text"
        autoComplete="off"
        {...rest}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={id}
        onChange={({ target }) => onChange(target.value)}
      />
      <span id={id} className={wrong === undefined ? css['hint'] : css['wrong']}>
        {wrong ?? hint}
      </span>
    </label>
  );
}

interface SelectFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** A choice of many, of which one always holds. */
export function SelectField({ label, hint, value, options, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <label className={css['field']}>
      <span>{label}</span>
      <select value={value} aria-describedby={id} onChange={({ target }) => onChange(target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <span id={id} className={css['hint']}>
        {hint}
      </span>
    </label>
  );
}
