/** One system that is told of events: its last calls and what became of them; try it, pause it, remove it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type * as contract from '../../../src/platform/webhook/webhook.contract.ts';
import { query, send } from '../../api.ts';
import { AskActions } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notice.ts';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { plural } from '../../ui/words.ts';
import css from './account-pages.module.css';
import { useMay } from './use-session.ts';
import { eventLabel } from './webhook-words.ts';

interface WebhookDetailProps {
  readonly webhook: contract.Webhook;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

export function WebhookDetail({ webhook, onDone, onClose }: WebhookDetailProps) {
  const { id, name, url, events, disabled } = webhook;
  const deliveries = query<typeof contract.listDeliveries>('/webhooks/{id}/deliveries', { id, limit: 20 });
  // Calls are made in the background: what becomes of one is seen a moment later.
  const asked = useQuery({ ...deliveries, staleTime: 0, refetchInterval: 2000 });
  const client = useQueryClient();
  const doing = useDoing();
  const mayChange = useMay('webhook:write');
  const reload = async () => {
    await client.invalidateQueries({ queryKey: deliveries.queryKey });
    await onDone();
  };
  const test = async () => {
    await send<typeof contract.testWebhook>('POST', '/webhooks/{id}/test', { id });
    await reload();
  };
  const repeat = async (delivery: string) => {
    await send<typeof contract.repeatDelivery>('POST', '/webhooks/{id}/deliveries/{delivery}/repeat', { id, delivery });
    await reload();
  };
  const pause = async () => {
    await send<typeof contract.changeWebhook>('PATCH', '/webhooks/{id}', { id, disabled: disabled === null });
    await reload();
  };
  const remove = async () => {
    await send<typeof contract.deleteWebhook>('DELETE', '/webhooks/{id}', { id });
    await onDone();
    notify(`${name} is told nothing more.`);
    onClose();
  };
  const columns: Column<contract.Delivery>[] = [
    { key: 'event', title: 'What', cell: ({ event }) => eventLabel(event) },
    { key: 'created', title: 'When', from: 'wide', cell: ({ created }) => <Time at={created} /> },
    { key: 'outcome', title: 'What became of it', cell: (it) => outcome(it) },
    {
      key: 'repeat',
      title: '',
      number: true,
      cell: (it) =>
        mayChange ? (
          <span className={css['end']}>
            <Button kind="quiet" disabled={doing.busy} onClick={() => doing.run(() => repeat(it.id))}>
              Send again
            </Button>
          </span>
        ) : null,
    },
  ];
  return (
    <div className={css['stack']}>
      <p className={css['says']}>
        <span className="mono">{url}</span>
        <br />
        {events.map(eventLabel).join(' · ')}
      </p>
      {mayChange ? (
        <div className={css['row']}>
          <Button disabled={doing.busy} onClick={() => doing.run(test)}>
            Send a test
          </Button>
          <Button disabled={doing.busy} onClick={() => doing.run(pause)}>
            {disabled === null ? 'Pause' : 'Go on'}
          </Button>
          <Button kind="danger" disabled={doing.busy} onClick={() => doing.run(remove)}>
            Remove
          </Button>
        </div>
      ) : null}
      <Answer of={asked}>
        {({ deliveries: all }) =>
          all.length === 0 ? (
            <p className={css['says']}>Nothing has been sent yet. A test shows whether it arrives.</p>
          ) : (
            <Table label="The last calls" columns={columns} rows={all} rowKey={(it) => it.id} />
          )
        }
      </Answer>
      <AskActions>
        <Button onClick={onClose}>Close</Button>
      </AskActions>
    </div>
  );
}

function outcome({ delivered, due, error, status, attempts }: contract.Delivery) {
  if (delivered !== null) return `Taken (${String(status)})`;
  const why = error ?? (status === null ? '' : `answer ${status}`);
  if (due === null) return `Given up: ${why}`;
  return attempts === 0 ? 'On its way' : `Tried ${plural(attempts, 'time')}: ${why}`;
}
