/** How well encrypted services protect what they are told: the worst first, each with what to change and the frame that shows it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../src/dataflow/posture.contract.ts';
import { query } from '../../api.ts';
import { StackedBar } from '../../charts/stacked-bar.tsx';
import { Page } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { count, plural } from '../../ui/words.ts';
import css from './encryption-page.module.css';
import { GRADE_WORDS, ServiceItem } from './service-item.tsx';

/** So many at a time. */
const STEP = 50;
const ORDER = ['forbidden', 'discouraged', 'unknown', 'sound'] as const;
const ENDING = 'ending';

export function EncryptionPage() {
  const address = useAddress();
  const shown = address.get('show');
  const [limit, setLimit] = useState(STEP);
  const asked = useQuery({
    ...query<typeof contract.listServices>('/encryption/services', {
      grade: shown === ENDING ? '' : shown,
      certificate: shown === ENDING ? 'expires,expired' : '',
      limit,
    }),
    placeholderData: keepPreviousData,
  });
  const choose = (value: string) => {
    setLimit(STEP);
    address.set('show', value);
  };
  return (
    <Page title="Encryption">
      <Answer of={asked}>
        {(list) => (
          <>
            <h1 className={css['sentence']}>{list.sentence}</h1>
            <p className="quiet">
              Judged by what devices agreed on while we listened: BCP 195 (RFC 8996, RFC 9325), and for DICOM the
              profiles of PS3.15. What travels unencrypted stands under Findings.
            </p>
            <div className={css['bar']}>
              <StackedBar
                parts={ORDER.map((grade) => ({
                  key: grade,
                  value: list.grades[grade] ?? 0,
                  tone: GRADE_WORDS[grade].tone,
                  title: `${GRADE_WORDS[grade].label}: ${count(list.grades[grade] ?? 0)}`,
                }))}
              />
            </div>
            <Segments label="Which services" value={shown} options={optionsOf(list)} onChange={choose} />
            {list.services.length === 0 ? (
              <Empty title="No service to show">
                Where devices speak encrypted, each service stands here with its grade.
              </Empty>
            ) : (
              <ul className={css['list']}>
                {list.services.map((service) => (
                  <ServiceItem key={service.id} service={service} />
                ))}
              </ul>
            )}
            {list.total > list.services.length ? (
              <button type="button" className="link" onClick={() => setLimit(Math.min(500, limit + STEP))}>
                Show {plural(Math.min(STEP, list.total - list.services.length), 'more', 'more')}
              </button>
            ) : null}
            {list.services.length === 0 ? null : (
              <p>
                <a className="link cited" href="/api/encryption/cbom" download>
                  Save as a cryptographic bill of materials
                </a>{' '}
                <span className="quiet">CycloneDX 1.6, for tools that keep inventories of cryptography</span>
              </p>
            )}
            {list.classical === 0 ? null : (
              <p className={css['later']}>
                {plural(list.classical, 'service')} agree on keys that a later quantum computer could work out of what
                is recorded today. That matters for devices that stay in use for many years.
              </p>
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

/** Only what there is something of. */
function optionsOf({ grades, expiring }: contract.ServiceList) {
  const some = ORDER.filter((grade) => (grades[grade] ?? 0) > 0);
  return [
    { value: '', label: 'All' },
    ...some.map((grade) => ({ value: grade, label: `${GRADE_WORDS[grade].label} ${count(grades[grade] ?? 0)}` })),
    ...(expiring === 0 ? [] : [{ value: ENDING, label: `Certificates that end ${count(expiring)}` }]),
  ];
}
