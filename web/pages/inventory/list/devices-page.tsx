/** The inventory: search, filters, order, the device looked at and the place in the list all live in the address. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import type * as contract from '../../../../src/inventory/inventory.contract.ts';
import { get } from '../../../api.ts';
import { useWidth } from '../../../graph/use-width.ts';
import { Filters } from '../../../ui/filters.tsx';
import { Page } from '../../../ui/page.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { Answer } from '../../../ui/states.tsx';
import { useAddress } from '../../../ui/use-address.ts';
import { useDoing } from '../../../ui/use-doing.ts';
import { useRemembered } from '../../../ui/use-remembered.ts';
import { count } from '../../../ui/words.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { USUAL_COLUMNS } from './device-columns.tsx';
import { deviceFilters } from './device-filters.ts';
import { DevicePeek } from './device-peek.tsx';
import { devicePage, type DeviceQuery, queryOf, viewOf } from './device-query.ts';
import { DeviceTable } from './device-table.tsx';
import css from './devices-page.module.css';
import { FreshButton } from './fresh-button.tsx';
import { NoDevices } from './no-devices.tsx';
import { rememberList } from './last-list.ts';
import { shownColumns } from './shown-columns.ts';
import { SELECTABLE, useSelection } from './use-selection.ts';
import { ViewsMenu } from './views-menu.tsx';

export function DevicesPage() {
  const address = useAddress();
  const [edition, setEdition] = useState(0);
  const asked = queryOf(address.get);
  const first = useQuery({ ...devicePage(asked, 0, edition), placeholderData: keepPreviousData });
  const [columns, chooseColumns] = useRemembered('columns', USUAL_COLUMNS);
  useEffect(() => rememberList());
  return (
    <Page title="Devices" fixed>
      <div className={css['head']}>
        <h1>
          Devices{' '}
          <span className="quiet" role="status">
            {first.data === undefined ? '' : heading(first.data)}
          </span>
        </h1>
        {first.data === undefined ? null : (
          <FreshButton
            key={`${edition}|${JSON.stringify(asked)}`}
            asked={asked}
            total={first.data.total}
            onShow={() => setEdition(edition + 1)}
          />
        )}
        <div className={css['tools']}>
          <Search />
          <ViewsMenu view={viewOf(address.get)} />
          <ColumnsMenu chosen={columns} choose={chooseColumns} />
        </div>
      </div>
      <Answer of={first}>
        {(list) => (
          <List
            list={list}
            asked={asked}
            edition={edition}
            columns={columns}
            onChanged={() => setEdition((so) => so + 1)}
          />
        )}
      </Answer>
    </Page>
  );
}

/** The address follows the typing, and the list follows the address when the browser has time. */
function Search() {
  const address = useAddress();
  const here = address.get('search');
  const [text, setText] = useState(here);
  const settled = useDeferredValue(text);
  const { set } = address;
  useEffect(() => {
    const timer = setTimeout(() => (settled === here ? undefined : set('search', settled, 'same')), 120);
    return () => clearTimeout(timer);
    // A change of the address alone, as by going back, is not to be overwritten by what was typed before.
  }, [settled]);
  return <SearchField label="Name, maker, model, address, asset number…" value={text} onChange={setText} />;
}

interface ListProps {
  readonly list: contract.DeviceList;
  readonly asked: DeviceQuery;
  readonly edition: number;
  readonly columns: readonly string[];
  readonly onChanged: () => void;
}

function List({ list, asked, edition, columns, onChanged }: ListProps) {
  const address = useAddress();
  const selection = useSelection();
  const doing = useDoing();
  const [frame, width] = useWidth();
  const peeked = address.get('peek');
  const filters = deviceFilters(list.facets);
  const shown = shownColumns(columns, width, peeked !== '');
  const selectAll = async () => selection.set(await firstRows(asked));
  const values = (field: 'ward' | 'owner') =>
    (list.facets[field] ?? []).map(({ value }) => value).filter((it) => it !== 'none');
  return (
    <>
      <Filters filters={filters} chosen={address.list} choose={address.set} />
      {list.total === 0 ? (
        <NoDevices filters={filters} chosen={address.list} text={address.get('search')} />
      ) : (
        <div className={css['beside']}>
          <div className={css['list']} ref={frame}>
            {width === 0 ? null : (
              <DeviceTable
                asked={asked}
                edition={edition}
                total={list.total}
                columns={shown.columns}
                width={shown.width}
                selection={selection}
                onSelectAll={() => doing.run(selectAll)}
                peeked={peeked}
                onPeek={(id) => address.set('peek', id, peeked === '' ? 'step' : 'same')}
              />
            )}
          </div>
          {peeked === '' ? null : <DevicePeek id={peeked} onClose={() => address.set('peek', '', 'same')} />}
        </div>
      )}
      <BulkBar
        selection={selection}
        total={list.total}
        onChanged={onChanged}
        wards={values('ward')}
        owners={values('owner')}
      />
    </>
  );
}

/** As many rows of the list as can be changed at once. */
async function firstRows(asked: DeviceQuery): Promise<contract.DeviceRow[]> {
  const limit = 500;
  const rows: contract.DeviceRow[] = [];
  while (rows.length < SELECTABLE) {
    const input = { ...asked, offset: String(rows.length), limit: String(limit) };
    const { devices } = await get<typeof contract.listDevices>('/devices', input);
    rows.push(...devices);
    if (devices.length < limit) break;
  }
  return rows;
}

const heading = ({ total, all }: contract.DeviceList) =>
  total === all ? count(all) : `${count(total)} of ${count(all)}`;
