/** Lists that somebody wants to see again: each has a name, and the filters, search and order of the address. */
import { Popover } from '@base-ui/react/popover';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type * as contract from '../../../../src/inventory/view.contract.ts';
import { query, send } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { May } from '../../../ui/may.tsx';
import css from '../../../ui/menu.module.css';
import { notify } from '../../../ui/notice.ts';
import { TextField } from '../../../ui/text-field.tsx';
import { useDoing } from '../../../ui/use-doing.ts';

/** `view`: what the list shows now, as an address writes it. */
export function ViewsMenu({ view }: { view: string }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const client = useQueryClient();
  const doing = useDoing();
  const asked = query<typeof contract.listViews>('/views', {});
  const { data } = useQuery(asked);
  const views = data?.views ?? [];
  const here = views.find((it) => it.query === view);
  const again = () => client.invalidateQueries({ queryKey: asked.queryKey });
  const save = async () => {
    await send<typeof contract.createView>('POST', '/views', { name, query: view });
    setName('');
    await again();
    notify(`Saved the view “${name}”.`);
  };
  const forget = async (it: contract.SavedView) => {
    await send<typeof contract.deleteView>('DELETE', '/views/{id}', { id: it.id });
    await again();
    notify(`Forgot the view “${it.name}”.`, async () => {
      await send<typeof contract.createView>('POST', '/views', { name: it.name, query: it.query });
      await again();
    });
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={css['trigger']}>
        <Icon name="bookmark" />
        {here?.name ?? 'Views'}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="start" sideOffset={4} className={css['positioner']}>
          <Popover.Popup className={css['popup']} aria-label="Saved views">
            <ul>
              <li className={css['item']} data-here={view === ''}>
                <Link href="/devices" onClick={() => setOpen(false)}>
                  All devices
                </Link>
              </li>
              {views.map((it) => (
                <li key={it.id} className={css['item']} data-here={it === here}>
                  <Link href={`/devices?${it.query}`} onClick={() => setOpen(false)}>
                    {it.name}
                  </Link>
                  <button
                    type="button"
                    aria-label={`Forget the view ${it.name}`}
                    onClick={() => doing.run(() => forget(it))}
                  >
                    <Icon name="trash" />
                  </button>
                </li>
              ))}
            </ul>
            <May do="own:write">
              {view === '' || here !== undefined ? (
                <p className={css['note']}>
                  {here === undefined ? 'Filter, search or sort the list to save it as a view.' : 'This view is saved.'}
                </p>
              ) : (
                <form
                  className={css['form']}
                  onSubmit={(event) => {
                    event.preventDefault();
                    doing.run(save);
                  }}
                >
                  <TextField label="Save this list as" value={name} required maxLength={80} onChange={setName} />
                  <Button kind="main" type="submit" disabled={doing.busy || name.trim() === ''}>
                    Save
                  </Button>
                </form>
              )}
            </May>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
