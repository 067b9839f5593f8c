/** The frame of the pages about accounts: a heading, and the way between them. */
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Page } from '../../ui/page.tsx';
import css from './account-pages.module.css';
import { useMay } from './use-session.ts';

interface AccountPageProps {
  readonly title: string;
  readonly lead: ReactNode;
  /** Beside the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function AccountPageFrame({ title, lead, action, children }: AccountPageProps) {
  const [here] = useLocation();
  const entries = [
    { path: '/account', label: 'Your account', may: true },
    { path: '/accounts', label: 'Accounts', may: useMay('account:read') },
    { path: '/webhooks', label: 'Webhooks', may: useMay('webhook:read') },
  ].filter(({ may }) => may);
  return (
    <Page title={title}>
      <nav aria-label="Accounts and connections" className={css['tabs']}>
        {entries.map(({ path, label }) => (
          <Link key={path} href={path} aria-current={path === here ? 'page' : undefined}>
            {label}
          </Link>
        ))}
        <a href="/api">API</a>
      </nav>
      <div className={css['head']}>
        <h1>{title}</h1>
        {action}
      </div>
      <p className={css['lead']}>{lead}</p>
      <div className={css['parts']}>{children}</div>
    </Page>
  );
}
