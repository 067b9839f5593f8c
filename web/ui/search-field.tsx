/** A field to search the list under it; Escape empties it. */
import { Icon } from './icon.tsx';
import css from './search-field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <label className={css['search']}>
      <Icon name="search" />
      <span className="aloud">{label}</span>
      <input
        type="search"
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={({ key }) => (key === 'Escape' ? onChange('') : undefined)}
      />
    </label>
  );
}
