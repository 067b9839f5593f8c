/** What a person says of a device is sent, shown everywhere, and can be taken back from the notice that tells of it. */
import { useQueryClient } from '@tanstack/react-query';
import type * as contract from '../../../../src/inventory/decision.contract.ts';
import { send } from '../../../api.ts';
import { notify } from '../../../ui/notice.ts';

export interface Decide {
  /** That something was decided: everything on the page is asked for again. */
  readonly decided: (decision: contract.Decision, text: string) => Promise<void>;
  readonly undo: (id: string) => Promise<void>;
  readonly again: () => Promise<void>;
}

export function useDecide(): Decide {
  const client = useQueryClient();
  const again = () => client.invalidateQueries();
  const undo = async (id: string) => {
    await send<typeof contract.undoDecision>('POST', '/decisions/{id}/undo', { id });
    await again();
  };
  return {
    again,
    undo,
    decided: async ({ id }, text) => {
      await again();
      notify(text, () => undo(id));
    },
  };
}
