/** What stands in place of a list without lines: what to take back, or how to get the first devices. */
import { Link } from 'wouter';
import type { Filter } from '../../../ui/filters.tsx';
import { Empty } from '../../../ui/states.tsx';

interface NoDevicesProps {
  readonly filters: readonly Filter[];
  readonly chosen: (field: string) => readonly string[];
  readonly text: string;
}

export function NoDevices({ filters, chosen, text }: NoDevicesProps) {
  const active = filters.filter(({ field }) => chosen(field).length > 0).length;
  if (text === '' && active === 0) {
    return (
      <Empty title="There are no devices yet">
        Wardline finds them in network traffic. Give it{' '}
        <Link href="/captures" className="link cited">
          a capture
        </Link>{' '}
        or{' '}
        <Link href="/sensors" className="link cited">
          an interface to listen at
        </Link>
        .
      </Empty>
    );
  }
  const parts = [
    ...(text === '' ? [] : [`contains “${text}”`]),
    ...(active === 0 ? [] : [active === 1 ? 'passes the filter' : 'passes all filters']),
  ];
  return (
    <Empty title="No device fits">
      Nothing {parts.join(' and ')}. Take {parts.length + active > 2 ? 'one of them' : 'it'} back to see more.
    </Empty>
  );
}
