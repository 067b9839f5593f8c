/** Asks before the demo hospital goes, and says what goes with it. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type * as contract from '../../src/capture/demo.contract.ts';
import { send } from '../api.ts';
import { Ask, AskActions } from '../ui/ask.tsx';
import { Button } from '../ui/button.tsx';
import { useDoing } from '../ui/use-doing.ts';

export function RemoveDemo({ onClose }: { onClose: () => void }) {
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
