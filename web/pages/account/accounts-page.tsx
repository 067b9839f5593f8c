/** Who may use Wardline: invite, change, disable; and what was done to accounts before. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import { query } from '../../api.ts';
import { Ask } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { plural } from '../../ui/words.ts';
import { roleLabel } from './account-page.tsx';
import { AccountPageFrame } from './account-pages.tsx';
import css from './account-pages.module.css';
import { EditAccount } from './edit-account.tsx';
import { eventWords } from './event-words.ts';
import { InviteAccount } from './invite-account.tsx';
import { useMay } from './use-session.ts';

type Account = z.output<typeof contract.Account>;
type AccountEvent = z.output<typeof contract.listAccountEvents.output>['events'][number];
const ACCOUNTS = query<typeof contract.listAccounts>('/accounts', {});
const EVENTS = query<typeof contract.listAccountEvents>('/accounts/events', { limit: 50 });

export function AccountsPage() {
  const asked = useQuery({ ...ACCOUNTS, staleTime: 0 });
  const events = useQuery({ ...EVENTS, staleTime: 0 });
  const client = useQueryClient();
  const mayChange = useMay('account:write');
  const [inviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<Account>();
  const reload = async () => {
    await client.invalidateQueries({ queryKey: ACCOUNTS.queryKey });
    await client.invalidateQueries({ queryKey: EVENTS.queryKey });
  };
  const columns: Column<Account>[] = [
    { key: 'name', title: 'Name', cell: ({ name, login }) => <Named name={name} login={login} /> },
    { key: 'role', title: 'Role', cell: ({ role }) => roleLabel(role) },
    { key: 'seen', title: 'Last here', from: 'wide', cell: (account) => <Seen account={account} /> },
    {
      key: 'change',
      title: '',
      number: true,
      cell: (account) =>
        mayChange ? (
          <span className={css['end']}>
            <Button kind="quiet" aria-label={`Change ${account.name}`} onClick={() => setChanging(account)}>
              Change
            </Button>
          </span>
        ) : null,
    },
  ];
  return (
    <AccountPageFrame
      title="Accounts"
      lead="Everyone who uses Wardline has an account of their own, so that it is known who changed what."
      action={
        mayChange ? (
          <Button kind="main" onClick={() => setInviting(true)}>
            Invite someone
          </Button>
        ) : null
      }
    >
      <Answer of={asked}>
        {({ accounts }) => (
          <Section title="People" aside={plural(accounts.length, 'account')}>
            <Table label="Accounts" columns={columns} rows={accounts} rowKey={({ id }) => id} />
          </Section>
        )}
      </Answer>
      <Answer of={events}>
        {({ events: all }) => (
          <Section title="What was done" aside={all.length === 50 ? 'the last 50' : null}>
            <Table
              label="What was done to accounts"
              columns={EVENT_COLUMNS}
              rows={all}
              rowKey={(it) => `${it.at} ${it.kind}`}
            />
          </Section>
        )}
      </Answer>
      <Ask open={inviting} onClose={() => setInviting(false)} title="Invite someone">
        <InviteAccount onDone={reload} onClose={() => setInviting(false)} />
      </Ask>
      <Ask open={changing !== undefined} onClose={() => setChanging(undefined)} title={changing?.name ?? ''}>
        {changing === undefined ? null : (
          <EditAccount account={changing} onDone={reload} onClose={() => setChanging(undefined)} />
        )}
      </Ask>
    </AccountPageFrame>
  );
}

function Named({ name, login }: { name: string; login: string }) {
  return (
    <>
      {name} <span className="quiet">{login}</span>
    </>
  );
}

function Seen({ account }: { account: Account }) {
  if (account.disabled !== null) return <span className={css['says']}>Disabled</span>;
  if (account.invited) return <span className={css['says']}>Has not used the link yet</span>;
  return account.seen === null ? 'Not lately' : <Time at={account.seen} />;
}

const EVENT_COLUMNS: readonly Column<AccountEvent>[] = [
  { key: 'what', title: 'What', cell: (event) => eventWords(event) },
  { key: 'at', title: 'When', cell: ({ at }) => <Time at={at} /> },
];
