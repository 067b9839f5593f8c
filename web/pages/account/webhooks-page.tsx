/** Other systems that are told of what Wardline notices: add, try, pause, and see whether they take it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../src/platform/webhook/webhook.contract.ts';
import { query } from '../../api.ts';
import { Ask } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { plural } from '../../ui/words.ts';
import { AccountPageFrame } from './account-pages.tsx';
import css from './account-pages.module.css';
import { AddWebhook } from './add-webhook.tsx';
import { useMay } from './use-session.ts';
import { WebhookDetail } from './webhook-detail.tsx';

const WEBHOOKS = query<typeof contract.listWebhooks>('/webhooks', {});

export function WebhooksPage() {
  const asked = useQuery({ ...WEBHOOKS, staleTime: 0 });
  const client = useQueryClient();
  const mayChange = useMay('webhook:write');
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string>();
  const reload = async () => client.invalidateQueries({ queryKey: WEBHOOKS.queryKey });
  const chosen = asked.data?.webhooks.find(({ id }) => id === open);
  const columns: Column<contract.Webhook>[] = [
    { key: 'name', title: 'Name', cell: ({ name }) => name },
    { key: 'url', title: 'Address', from: 'wide', cell: ({ url }) => <span className="mono">{url}</span> },
    { key: 'state', title: 'How it goes', cell: (webhook) => <State webhook={webhook} /> },
    {
      key: 'open',
      title: '',
      number: true,
      cell: ({ id, name }) => (
        <span className={css['end']}>
          <Button kind="quiet" aria-label={`Look at ${name}`} onClick={() => setOpen(id)}>
            Look
          </Button>
        </span>
      ),
    },
  ];
  return (
    <AccountPageFrame
      title="Webhooks"
      lead="Wardline can tell another system at once: a ticket system, a chat, your CMMS. It sends names of devices and findings, and never anything of a patient."
      action={
        mayChange ? (
          <Button kind="main" onClick={() => setAdding(true)}>
            Tell another system
          </Button>
        ) : null
      }
    >
      <Answer of={asked}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <p className={css['says']}>No other system is told of anything yet.</p>
          ) : (
            <Section title="Who is told" aside={plural(webhooks.length, 'system')}>
              <Table label="Webhooks" columns={columns} rows={webhooks} rowKey={({ id }) => id} />
            </Section>
          )
        }
      </Answer>
      <Ask open={adding} onClose={() => setAdding(false)} title="Tell another system">
        <AddWebhook onDone={reload} onClose={() => setAdding(false)} />
      </Ask>
      <Ask open={chosen !== undefined} onClose={() => setOpen(undefined)} title={chosen?.name ?? ''} wide>
        {chosen === undefined ? null : (
          <WebhookDetail webhook={chosen} onDone={reload} onClose={() => setOpen(undefined)} />
        )}
      </Ask>
    </AccountPageFrame>
  );
}

function State({ webhook: { disabled, last, waiting } }: { webhook: contract.Webhook }) {
  if (disabled !== null) return <span className="quiet">Paused</span>;
  const behind = waiting === 0 ? null : <span className="quiet"> · {plural(waiting, 'call')} waiting</span>;
  if (last === null) return <span className="quiet">Nothing sent yet</span>;
  return (
    <>
      {last.delivered ? 'Taken ' : `Not taken: ${last.error ?? `answer ${String(last.status)}`}, `}
      <Time at={last.at} />
      {behind}
    </>
  );
}
