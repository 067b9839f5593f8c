/** Which device this is, whether it is there, and what one can do with it: the harmless first. */
import { Popover } from '@base-ui/react/popover';
import { useState } from 'react';
import type * as decision from '../../../../src/inventory/decision.contract.ts';
import { CLASS_LABELS, productName, typeLabel } from '../../../../src/inventory/device-name.ts';
import type * as contract from '../../../../src/inventory/inventory.contract.ts';
import { send } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { DeviceIcon } from '../../../ui/device-icon.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { PresenceMark } from '../../../ui/marks.tsx';
import { May } from '../../../ui/may.tsx';
import menu from '../../../ui/menu.module.css';
import { useDoing } from '../../../ui/use-doing.ts';
import css from './device-head.module.css';
import { MergeDialog } from './merge-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { useDecide } from './use-decide.ts';
import { WordDialog } from './word-dialog.tsx';

type Open = 'merge' | 'split' | 'name' | undefined;

export function DeviceHead({ detail }: { detail: contract.DeviceDetail }) {
  const { name, device, row, presence, approval } = detail;
  const [open, setOpen] = useState<Open>();
  const doing = useDoing();
  const { decided } = useDecide();
  const close = () => setOpen(undefined);
  const approve = async () => {
    const input = { devices: [device.id] };
    const answer = await send<typeof decision.approveDevices>('POST', '/devices/approve', input);
    await decided(answer.decision, `Approved ${name} as it is now.`);
  };
  const same = approval !== null && approval.differences.length === 0;
  return (
    <div className={css['head']}>
      <DeviceIcon device={row} size={32} />
      <div className={css['titles']}>
        <h1>{name}</h1>
        <p className="quiet">{summary(detail)}</p>
        <p className={css['presence']}>
          <PresenceMark state={presence.state} /> <span className="quiet">{presence.because}</span>
        </p>
      </div>
      <May do="device:write">
        <div className={css['actions']}>
          {same ? null : (
            <Button icon="check" disabled={doing.busy} onClick={() => doing.run(approve)}>
              {approval === null ? 'Approve as it is' : 'Approve as it is now'}
            </Button>
          )}
          <Popover.Root>
            <Popover.Trigger className={menu['trigger']} aria-label="More actions">
              <Icon name="more" />
            </Popover.Trigger>
            <Popover.Portal>
              <Popover.Positioner align="end" sideOffset={4} className={menu['positioner']}>
                <Popover.Popup className={menu['popup']} aria-label="More actions">
                  <Popover.Close className={css['action']} onClick={() => setOpen('name')}>
                    <Icon name="pen" /> Give it another name
                  </Popover.Close>
                  <Popover.Close className={css['action']} onClick={() => setOpen('merge')}>
                    <Icon name="join" /> It is the same as another device
                  </Popover.Close>
                  <Popover.Close className={css['action']} onClick={() => setOpen('split')}>
                    <Icon name="part" /> It is really two devices
                  </Popover.Close>
                </Popover.Popup>
              </Popover.Positioner>
            </Popover.Portal>
          </Popover.Root>
        </div>
      </May>
      {open === 'merge' ? <MergeDialog detail={detail} onClose={close} /> : null}
      {open === 'split' ? <SplitDialog detail={detail} onClose={close} /> : null}
      {open === 'name' ? <WordDialog detail={detail} field="name" onClose={close} /> : null}
    </div>
  );
}

function summary({ device, row }: contract.DeviceDetail): string {
  const kind = device.class === 'unknown' ? undefined : CLASS_LABELS[device.class];
  const parts = [
    row.external ? 'On the Internet' : typeLabel(device.type),
    row.external ? undefined : kind,
    productName(device) ?? device.manufacturer,
    row.ward,
    row.address,
  ];
  return parts.filter((part) => part !== undefined && part !== null).join(' · ');
}
