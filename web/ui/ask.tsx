/** A question in the middle of the window that is answered before one goes on: a title, what will happen, the buttons. */
import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import css from './ask.module.css';

interface AskProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Ask({ open, onClose, title, wide = false, children }: AskProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css['backdrop']} />
        <Dialog.Popup className={css['ask']} data-wide={wide}>
          <Dialog.Title className={css['title']}>{title}</Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The buttons of an {@link Ask}, the one that does it last. */
export function AskActions({ children }: { children: ReactNode }) {
  return <div className={css['actions']}>{children}</div>;
}
