/** A list stands still while it is read: what is new is told, and comes when asked for. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../../src/inventory/inventory.contract.ts';
import { query } from '../../../api.ts';
import { useLive } from '../../../live.ts';
import { Button } from '../../../ui/button.tsx';
import { count } from '../../../ui/words.ts';
import type { DeviceQuery } from './device-query.ts';

interface FreshButtonProps {
  readonly asked: DeviceQuery;
  /** How many there were when the list was read. */
  readonly total: number;
  readonly onShow: () => void;
}

export function FreshButton({ asked, total, onShow }: FreshButtonProps) {
  const { changes } = useLive();
  const [begun] = useState(changes);
  const { data } = useQuery({
    ...query<typeof contract.listDevices>('/devices', { ...asked, limit: '1' }),
    enabled: changes !== begun,
  });
  if (data === undefined || changes === begun || data.total === total) return null;
  const more = data.total - total;
  return (
    <Button icon="up" onClick={onShow}>
      {more > 0 ? `${count(more)} new` : `${count(-more)} fewer`}
    </Button>
  );
}
