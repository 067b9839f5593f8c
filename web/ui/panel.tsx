/** A panel that slides in from the right over the page it explains; Escape or its button closes it. */
import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import css from './panel.module.css';

interface PanelProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly subtitle: string;
  readonly children: ReactNode;
}

export function Panel({ open, onClose, title, subtitle, children }: PanelProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css['backdrop']} />
        <Dialog.Popup className={css['panel']}>
          <div className={css['head']}>
            <div className={css['titles']}>
              <Dialog.Title className={css['title']}>{title}</Dialog.Title>
              <Dialog.Description className="quiet">{subtitle}</Dialog.Description>
            </div>
            <Dialog.Close className={css['close']} aria-label="Close">
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <div className={css['body']}>{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
