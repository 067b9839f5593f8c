/** Which columns the list has. The choice stays in this browser. */
import { Popover } from '@base-ui/react/popover';
import { Icon } from '../../../ui/icon.tsx';
import css from '../../../ui/menu.module.css';
import { COLUMNS, USUAL_COLUMNS } from './device-columns.tsx';

interface ColumnsMenuProps {
  readonly chosen: readonly string[];
  readonly choose: (columns: string[]) => void;
}

export function ColumnsMenu({ chosen, choose }: ColumnsMenuProps) {
  return (
    <Popover.Root>
      <Popover.Trigger className={css['trigger']}>
        <Icon name="columns" />
        Columns
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={4} className={css['positioner']}>
          <Popover.Popup className={css['popup']} aria-label="Columns">
            <ul>
              {COLUMNS.map(({ key, title }) => (
                <li key={key}>
                  <label className={css['item']}>
                    <input
                      type="checkbox"
                      checked={chosen.includes(key)}
                      onChange={({ target }) =>
                        choose(target.checked ? [...chosen, key] : chosen.filter((it) => it !== key))
                      }
                    />
                    {title}
                  </label>
                </li>
              ))}
            </ul>
            <button type="button" className={`link ${css['note']}`} onClick={() => choose([...USUAL_COLUMNS])}>
              Back to the usual ones
            </button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
