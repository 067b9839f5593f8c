/** Over every page while the demo hospital plays: that nothing of it is real, and how to go on with what is. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type * as contract from '../../src/capture/demo.contract.ts';
import { query, send } from '../api.ts';
import { Ask, AskActions } from '../ui/ask.tsx';
import { Button } from '../ui/button.tsx';
import { useDoing } from '../ui/use-doing.ts';
import css from './demo-bar.module.css';

export function DemoBar() {
  const { data } = useQuery(query<typeof contract.getDemo>('/demo', {}));
  const [asking, setAsking] = useState(false);
  if (data?.playing !== true) return null;
  return (
    <div className={css['bar']} role="region" aria-label="Demo">
      <p>
        <strong>You are looking at the demo hospital.</strong> Its devices, patients and faults are made up.
      </p>
      <Button onClick={() => setAsking(true)}>Start with your own network</Button>
      {asking ? <Remove onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function Remove({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const doing = useDoing();
  const remove = async () => {
    await send<typeof contract.removeDemo>('DELETE', '/demo', {});
    onClose();
    await client.invalidateQueries();
    navigate('/');
  };
  return (
    <Ask open onClose={onClose} title="Remove the demo hospital?">
      <p>
        Everything that was learned of it goes: devices, findings and what you tried out on them. Nothing of yours is
        touched. Then you give Wardline a capture, or an interface to listen at.
      </p>
      <p className="quiet">To see it again later, start Wardline with an empty data folder.</p>
      <AskActions>
        <Button onClick={onClose}>Keep it</Button>
        <Button kind="main" disabled={doing.busy} onClick={() => doing.run(remove)}>
          {doing.busy ? 'Removing…' : 'Remove it'}
        </Button>
      </AskActions>
    </Ask>
  );
}
