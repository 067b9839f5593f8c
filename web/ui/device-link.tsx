/** A device as it is mentioned anywhere: its icon and name, leading to its page. */
import { Link } from 'wouter';
import type { DeviceRef } from '../../src/inventory/device-ref.ts';
import { DeviceIcon } from './device-icon.tsx';
import css from './device-link.module.css';

export function DeviceLink({ device }: { device: Pick<DeviceRef, 'id' | 'name' | 'class' | 'type' | 'external'> }) {
  const content = (
    <>
      <DeviceIcon device={device} />
      <span>{device.name}</span>
    </>
  );
  if (device.id === null) return <span className={css['device']}>{content}</span>;
  return (
    <Link href={deviceHref(device.id)} className={css['device']}>
      {content}
    </Link>
  );
}

export const deviceHref = (id: string): string => `/devices/${encodeURIComponent(id)}`;
