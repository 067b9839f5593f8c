/** Which events a system is told of. */
import { EVENT_LABELS, isEventName } from './webhook-words.ts';
import css from './account-pages.module.css';
import type { EventName } from '../../../src/platform/webhook/webhook.contract.ts';

interface ChooseEventsProps {
  readonly chosen: readonly EventName[];
  readonly onChange: (chosen: readonly EventName[]) => void;
}

export function ChooseEvents({ chosen, onChange }: ChooseEventsProps) {
  return (
    <fieldset className={css['choices']}>
      <legend>It is told when</legend>
      {Object.entries(EVENT_LABELS).map(([name, label]) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.some((it) => it === name)}
            onChange={({ target }) => {
              if (isEventName(name)) onChange(target.checked ? [...chosen, name] : chosen.filter((it) => it !== name));
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
