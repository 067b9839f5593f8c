/** The frame of a page and of its parts: one heading each, the same distances everywhere. */
import { type ReactNode, useEffect, useId } from 'react';
import css from './page.module.css';

interface PageProps {
  /** For the browser's tab and history. */
  readonly title: string;
  /** Takes the height of the window and scrolls inside, as long tables and the map do. */
  readonly fixed?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, fixed = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Wardline`;
  }, [title]);
  return (
    <div className={css['page']} data-fixed={fixed}>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  /** How many there are, or another short fact beside the heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={css['section']} aria-labelledby={id}>
      <div className={css['heading']}>
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <span className={css['aside']}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}
