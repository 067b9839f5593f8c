/** Filters as tokens that read as a sentence, and the list of values they are chosen from. */
import { Popover } from '@base-ui/react/popover';
import css from './filters.module.css';
import { Icon } from './icon.tsx';
import { count } from './words.ts';

export interface Filter {
  /** The name of the field in the address. */
  readonly field: string;
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly count: number }[];
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
              {filters.map((filter) => (
                <Values key={filter.field} filter={filter} chosen={chosen(filter.field)} choose={choose} />
              ))}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      {filters.map((filter) => (
        <Token key={filter.field} filter={filter} chosen={chosen(filter.field)} choose={choose} />
      ))}
    </div>
  );
}

interface FieldProps {
  readonly filter: Filter;
  readonly chosen: readonly string[];
  readonly choose: FiltersProps['choose'];
}

function Values({ filter: { field, title, options, label }, chosen, choose }: FieldProps) {
  if (options.length === 0) return null;
  return (
    <fieldset className={css['field']}>
      <legend>{title}</legend>
      {options.map(({ value, count: number }) => (
        <label key={value} className={css['value']}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              choose(field, target.checked ? [...chosen, value] : chosen.filter((it) => it !== value))
            }
          />
          <span>{label(value)}</span>
          <span className="quiet">{count(number)}</span>
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
