/** The head of a column one can sort by: figures begin with the largest, words with A, and a second press turns it round. */
import type * as contract from '../../../../src/inventory/inventory.contract.ts';
import type { z } from 'zod';
import { Icon } from '../../../ui/icon.tsx';
import { useAddress } from '../../../ui/use-address.ts';
import css from './sort-header.module.css';

interface SortHeaderProps {
  readonly by: z.infer<typeof contract.DeviceSort>;
  readonly title: string;
  readonly number?: boolean;
}

export function SortHeader({ by, title, number = false }: SortHeaderProps) {
  const address = useAddress();
  const sorted = (address.get('sort') || 'attention') === by;
  const natural = number ? 'down' : 'up';
  const order = sorted ? address.get('order') || 'up' : undefined;
  const press = () => {
    const next = sorted ? (order === 'up' ? 'down' : 'up') : natural;
    address.set('sort', by === 'attention' ? '' : by, 'same');
    address.set('order', next === 'up' ? '' : next, 'same');
  };
  const spoken = { up: 'ascending', down: 'descending' } as const;
  return (
    <th
      scope="col"
      role="columnheader"
      data-number={number || undefined}
      aria-sort={order === 'up' || order === 'down' ? spoken[order] : undefined}
    >
      <button type="button" className={css['sort']} data-sorted={sorted} onClick={press}>
        {title}
        <Icon name={order === 'down' ? 'down' : 'up'} size={12} />
      </button>
    </th>
  );
}
