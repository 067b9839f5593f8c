/** What became different on the network lately, the latest first. */
import { useQuery } from '@tanstack/react-query';
import type * as contract from '../../../src/inventory/history.contract.ts';
import { query } from '../../api.ts';
import { DeviceLink } from '../../ui/device-link.tsx';
import { Answer } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import css from './changes.module.css';

export function Changes() {
  const asked = useQuery(query<typeof contract.listChanges>('/changes', { limit: '8' }));
  return (
    <Answer of={asked}>
      {({ changes }) =>
        changes.length === 0 ? (
          <p className={css['none']}>Nothing has changed yet. New devices and what becomes different stand here.</p>
        ) : (
          <ol className={css['changes']}>
            {changes.map(({ id, device, says, at }) => (
              <li key={id}>
                <DeviceLink device={device} />
                <span className={css['says']}>{says}</span>
                <span className="quiet">
                  <Time at={at} />
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </Answer>
  );
}
