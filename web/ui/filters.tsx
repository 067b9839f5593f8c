/** Filters as tokens that read as a sentence, and the list of values they are chosen from. */
import { Popover } from '@base-ui/react/popover';
import { useState } from 'react';
import css from './filters.module.css';
import { Icon } from './icon.tsx';
import { count } from './words.ts';

export interface Filter {
  /** The name of the field in the address. */
  readonly field: string;
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly count?: number }[];
  /** Whether only one of the values can hold. */
  readonly single?: boolean;
  /** A value as it is listed, and as it reads in a token. */
  readonly label: (value: string) => string;
  readonly token: (value: string) => string;
}

interface FiltersProps {
  readonly filters: readonly Filter[];
  readonly chosen: (field: string) => readonly string[];
  readonly choose: (field: string, values: readonly string[]) => void;
}

export function Filters({ filters, chosen, choose }: FiltersProps) {
  const active = filters.filter(({ field }) => chosen(field).length > 0);
  return (
    <div className={css['filters']}>
      <Popover.Root>
        <Popover.Trigger className={css['open']}>
          <Icon name="filter" />
          Filter
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner align="start" sideOffset={4} className={css['positioner']}>
            <Popover.Popup className={css['popup']} aria-label="Filters">
              <div className={css['values']}>
                {filters.map((filter) => (
                  <Values key={filter.field} filter={filter} chosen={chosen(filter.field)} choose={choose} />
                ))}
              </div>
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      {active.map((filter) => (
        <Token key={filter.field} filter={filter} chosen={chosen(filter.field)} choose={choose} />
      ))}
      {active.length < 2 ? null : (
        <button
          type="button"
          className="link"
          onClick={() => {
            for (const { field } of active) choose(field, []);
          }}
        >
          Take all back
        </button>
      )}
    </div>
  );
}

interface FieldProps {
  readonly filter: Filter;
  readonly chosen: readonly string[];
  readonly choose: FiltersProps['choose'];
}

/** As many values as one can look through; the others are found by typing. */
const SHOWN = 9;

function Values({ filter: { field, title, options, label, single = false }, chosen, choose }: FieldProps) {
  const [text, setText] = useState('');
  if (options.length === 0) return null;
  const found = options.filter(({ value }) => label(value).toLowerCase().includes(text.toLowerCase()));
  const shown = [...found.slice(0, SHOWN), ...found.slice(SHOWN).filter(({ value }) => chosen.includes(value))];
  const press = (value: string, on: boolean) => {
    const others = single ? [] : chosen.filter((it) => it !== value);
    choose(field, on ? [...others, value] : others);
  };
  return (
    <fieldset className={css['field']}>
      <legend>{title}</legend>
      {options.length > SHOWN ? (
        <input
          type="search"
          className={css['among']}
          aria-label={`Find among: ${title}`}
          placeholder={`Find among ${count(options.length)}`}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      ) : null}
      {shown.map(({ value, count: number }) => (
        <label key={value} className={css['value']}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) => press(value, target.checked)}
          />
          <span>{label(value)}</span>
          {number === undefined ? null : <span className={css['count']}>{count(number)}</span>}
        </label>
      ))}
    </fieldset>
  );
}

/** All values chosen of one field: "made by Philips or Roche". */
function Token({ filter: { field, token, label }, chosen, choose }: FieldProps) {
  const [first, ...rest] = chosen;
  if (first === undefined) return null;
  const text = [token(first), ...rest.map(label)].join(' or ');
  return (
    <span className={css['token']}>
      {text}
      <button type="button" aria-label={`Remove the filter: ${text}`} onClick={() => choose(field, [])}>
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
