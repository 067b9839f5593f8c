/** The frame of the few pages that one sees before one is inside: what this is, one heading, one form. */
import { type ReactNode, useEffect } from 'react';
import { Mark } from '../../shell/shell.tsx';
import css from './bare-page.module.css';

interface BarePageProps {
  readonly title: string;
  /** In a sentence or two. */
  readonly lead: ReactNode;
  readonly children?: ReactNode;
}

export function BarePage({ title, lead, children }: BarePageProps) {
  useEffect(() => {
    document.title = `${title} · Wardline`;
  }, [title]);
  return (
    <main className={css['bare']}>
      <div className={css['column']}>
        <p className={css['brand']}>
          <Mark />
          Wardline
        </p>
        <h1>{title}</h1>
        <p className={css['lead']}>{lead}</p>
        {children}
      </div>
    </main>
  );
}
