/** The inventory: search, filters, order and place in the list all live in the address. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type * as contract from '../../../src/inventory/inventory.contract.ts';
import { type Filter, Filters } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { count, plural } from '../../ui/words.ts';
import { deviceFilters } from './device-filters.ts';
import { devicePage, type DeviceQuery } from './device-query.ts';
import { DeviceTable } from './device-table.tsx';
import css from './devices-page.module.css';

export function DevicesPage() {
  const address = useAddress();
  const [text, setText] = useState(() => address.get('search'));
  const search = useDeferredValue(text);
  const asked: DeviceQuery = { ...fromAddress(address.get), search };
  const first = useQuery({
    ...devicePage(asked, 0),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title="Devices" fixed>
      <div className={css['head']}>
        <h1>
          Devices{' '}
          <span className="quiet" role="status">
            {first.data === undefined ? '' : heading(first.data)}
          </span>
        </h1>
        <SearchField
          label="Name, maker, model, address…"
          value={text}
          onChange={(value) => {
            setText(value);
            address.set('search', value, 'same');
          }}
        />
      </div>
      <Answer of={first}>
        {(list) => (
          <>
            <Filters filters={deviceFilters(list.facets)} chosen={address.list} choose={address.set} />
            {list.total === 0 ? (
              <None filters={deviceFilters(list.facets)} chosen={address.list} text={search} />
            ) : (
              <DeviceTable asked={asked} total={list.total} />
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

/** What the address asks for; the server answers with a problem document to what it cannot understand. */
function fromAddress(get: (field: string) => string): DeviceQuery {
  const fields = ['class', 'type', 'manufacturer', 'severity', 'rule', 'scope', 'sort', 'order'] as const;
  return Object.fromEntries(fields.map((field) => [field, get(field)]).filter(([, value]) => value !== ''));
}

const heading = ({ total, all }: contract.DeviceList) =>
  total === all ? count(all) : `${count(total)} of ${count(all)}`;

function None({
  filters,
  chosen,
  text,
}: {
  filters: readonly Filter[];
  chosen: (field: string) => string[];
  text: string;
}) {
  const filtered = filters.some(({ field }) => chosen(field).length > 0);
  if (text === '' && !filtered) {
    return <Empty title="There are no devices yet">Start Wardline with a capture: wardline start capture.pcapng</Empty>;
  }
  const parts = [...(text === '' ? [] : [`contains “${text}”`]), ...(filtered ? ['passes all filters'] : [])];
  return (
    <Empty title="No device fits">
      Nothing {parts.join(' and ')}. Take {plural(parts.length, 'of them', 'of them').replace(/^\d+ /, 'one ')} back to
      see more.
    </Empty>
  );
}
