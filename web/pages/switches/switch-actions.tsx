/** What one can do with a switch: ask it now, ask it as somebody else, ask it no more. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../src/switch/switch.contract.ts';
import { send } from '../../api.ts';
import { Ask, AskActions } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notice.ts';
import { useDoing } from '../../ui/use-doing.ts';
import { ChangeSwitch } from './change-switch.tsx';
import css from './switches.module.css';

export function SwitchActions({ it }: { it: contract.SwitchEntry }) {
  const client = useQueryClient();
  const doing = useDoing();
  const [open, setOpen] = useState<'change' | 'remove'>();
  const close = () => setOpen(undefined);
  const { id } = it;
  const name = it.name ?? it.address;
  const ask = async () => {
    const asked = await send<typeof contract.pollSwitch>('POST', '/switches/{id}/poll', { id });
    await client.invalidateQueries();
    if (asked.trouble === null) notify(`${name} answers.`);
  };
  const remove = async () => {
    await send<typeof contract.removeSwitch>('DELETE', '/switches/{id}', { id });
    close();
    await client.invalidateQueries();
    notify(`${name} is asked no more. What it said is kept as history.`);
  };
  return (
    <span className={css['actions']}>
      <Button
        aria-label={doing.busy ? undefined : `Ask now: ${name}`}
        disabled={doing.busy}
        onClick={() => doing.run(ask)}
      >
        {doing.busy ? 'Asking it…' : 'Ask now'}
      </Button>
      <Button aria-label={`Change access to ${name}`} onClick={() => setOpen('change')}>
        Change access
      </Button>
      <Button aria-label={`Remove ${name}`} onClick={() => setOpen('remove')}>
        Remove
      </Button>
      <Ask open={open === 'change'} onClose={close} title={`Change how ${name} is asked`}>
        <ChangeSwitch it={it} onClose={close} />
      </Ask>
      <Ask open={open === 'remove'} onClose={close} title={`Ask ${name} no more?`}>
        <p>
          Its user or community is forgotten here and has to be typed again if you add it later. What it said is kept:
          at which port each device was, and until when.
        </p>
        <AskActions>
          <Button onClick={close}>Keep asking it</Button>
          <Button kind="danger" disabled={doing.busy} onClick={() => doing.run(remove)}>
            Ask it no more
          </Button>
        </AskActions>
      </Ask>
    </span>
  );
}
