/** API tokens for scripts: made with what they may do and for how long, revoked when no longer needed. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import { query, send } from '../../api.ts';
import { Ask } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notice.ts';
import { Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import css from './account-pages.module.css';
import { MakeToken } from './make-token.tsx';

type Token = z.output<typeof contract.listTokens.output>['tokens'][number];
const TOKENS = query<typeof contract.listTokens>('/own/tokens', {});

export function OwnTokens() {
  const asked = useQuery({ ...TOKENS, staleTime: 0 });
  const client = useQueryClient();
  const doing = useDoing();
  const [making, setMaking] = useState(false);
  const reload = async () => client.invalidateQueries({ queryKey: TOKENS.queryKey });
  const revoke = async ({ id, name }: Token) => {
    await send<typeof contract.revokeToken>('DELETE', '/own/tokens/{id}', { id });
    await reload();
    notify(`${name} is revoked: it works no longer.`);
  };
  const columns: Column<Token>[] = [
    { key: 'name', title: 'Name', cell: ({ name }) => name },
    { key: 'scope', title: 'May', from: 'wide', cell: ({ scope }) => scope.join(', ') },
    {
      key: 'used',
      title: 'Last used',
      from: 'wide',
      cell: ({ used }) => (used === null ? 'Never' : <Time at={used} />),
    },
    { key: 'expires', title: 'Works until', cell: ({ expires }) => expires.slice(0, 10) },
    {
      key: 'revoke',
      title: '',
      number: true,
      cell: (token) => (
        <span className={css['end']}>
          <Button
            kind="quiet"
            disabled={doing.busy}
            aria-label={`Revoke ${token.name}`}
            onClick={() => doing.run(() => revoke(token))}
          >
            Revoke
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Section
      title="Tokens for scripts"
      aside={
        <Button kind="quiet" onClick={() => setMaking(true)}>
          Make a token
        </Button>
      }
    >
      <Answer of={asked}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <p className={css['says']}>
              None yet. A script sends its token as <code className="mono">Authorization: Bearer …</code> and needs no
              log-in.
            </p>
          ) : (
            <Table label="Tokens" columns={columns} rows={tokens} rowKey={({ id }) => id} />
          )
        }
      </Answer>
      <Ask open={making} onClose={() => setMaking(false)} title="Make a token for a script" wide>
        <MakeToken onMade={reload} onClose={() => setMaking(false)} />
      </Ask>
    </Section>
  );
}
