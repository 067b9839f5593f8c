/** Who talks to whom: drawn, or as a table of the same. What is looked at and filtered lives in the address. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { PROTECTIONS } from '../../../src/dataflow/protection.ts';
import type * as contract from '../../../src/dataflow/dataflow.contract.ts';
import type * as inventory from '../../../src/inventory/inventory.contract.ts';
import { query } from '../../api.ts';
import { Estate, EstateLegend } from '../../graph/estate.tsx';
import { FlowGraph } from '../../graph/flow-graph.tsx';
import { BY_CLASS, byZone, type Grouping } from '../../graph/layout.ts';
import { LineSample } from '../../graph/line-sample.tsx';
import { DeviceIcon } from '../../ui/device-icon.tsx';
import { type Filter, Filters } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { plural, PROTECTION_LABELS, protocolLabel } from '../../ui/words.ts';
import { FlowTable } from './flow-table.tsx';
import css from './map-page.module.css';
import { NodePanel } from './node-panel.tsx';

const PHONE = '(max-width: 720px)';
/** More devices than can be written out are drawn as squares. */
const WRITTEN = 150;
const LEVELS = [
  { value: 'device', label: 'Each device' },
  { value: 'type', label: 'By type' },
  { value: 'zone', label: 'By place' },
] as const;

export function MapPage() {
  const address = useAddress();
  const view = address.get('view') || (matchMedia(PHONE).matches ? 'table' : 'map');
  const level = LEVELS.find(({ value }) => value === address.get('by'));
  const [open, zone] = [address.get('open'), address.get('zone')];
  const filter = { protection: address.get('protection'), protocol: address.get('protocol') };
  const focus = address.get('focus');
  const all = useQuery({
    ...query<typeof contract.getMap>('/map', {
      ...(level === undefined ? {} : { by: level.value }),
      open,
      zone,
      ...filter,
    }),
    placeholderData: keepPreviousData,
  });
  const within = all.data?.nodes.some(({ id }) => id === focus) ?? false;
  // Among few, the others are dimmed; among many, only those that a device talks to are shown.
  const alone = focus !== '' && !isGroup(focus) && all.data !== undefined && !(within && isWritten(all.data));
  const near = useQuery({
    ...query<typeof contract.getMap>('/map', { focus, ...filter }),
    enabled: alone,
    placeholderData: keepPreviousData,
  });
  return (
    <Page title="Map">
      <h1 className={css['title']}>Who talks to whom</h1>
      <Answer of={alone ? near : all}>
        {(map) => (
          <>
            <div className={css['tools']}>
              <Segments
                label="View"
                value={view}
                options={[
                  { value: 'map', label: 'Map' },
                  { value: 'table', label: 'Table' },
                ]}
                onChange={(value) => address.set('view', value)}
              />
              <Segments
                label="Level"
                value={alone ? 'device' : map.by}
                options={LEVELS}
                onChange={(value) => {
                  address.set('by', value);
                  address.set('focus', '', 'same');
                }}
              />
              <Find />
              <Filters filters={mapFilters(map, zone)} chosen={address.list} choose={address.set} />
            </div>
            {map.nodes.length === 0 ? (
              <Empty title="There is nothing to draw">No device was seen yet, or none fits the filters.</Empty>
            ) : view === 'table' ? (
              <FlowTable map={map} />
            ) : (
              <Drawn map={map} alone={alone} />
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

const isGroup = (id: string) => id.includes('/');
const isWritten = ({ nodes }: contract.FlowMap) => nodes.length <= WRITTEN;

/** Finds a device and looks at it: its own lines are shown, whatever else is drawn. */
function Find() {
  const address = useAddress();
  const [text, setText] = useState('');
  const { data } = useQuery({
    ...query<typeof inventory.listDevices>('/devices', { search: text.trim(), limit: '6' }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const found = text.trim() === '' ? [] : (data?.devices ?? []);
  return (
    <div className={css['find']}>
      <SearchField label="Look at a device…" value={text} onChange={setText} />
      {found.length === 0 ? null : (
        <ul className={css['found']} aria-label="Devices found">
          {found.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                onClick={() => {
                  setText('');
                  address.set('focus', row.id);
                }}
              >
                <DeviceIcon device={row} />
                <span>{row.name}</span>
                <span className="quiet">{row.address}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Drawn({ map, alone }: { map: contract.FlowMap; alone: boolean }) {
  const address = useAddress();
  const wanted = address.get('focus');
  const focus = map.nodes.some(({ id }) => id === wanted) ? wanted : '';
  const written = isWritten(map);
  const grouping = useMemo(() => groupingOf(map), [map]);
  return (
    <>
      <div className={css['drawing']} data-beside={focus !== ''}>
        {written ? (
          <FlowGraph
            map={map}
            grouping={grouping}
            focus={focus}
            onFocus={(id) => address.set('focus', alone && id === '' ? '' : id, 'same')}
          />
        ) : (
          <Estate map={map} onFocus={(id) => address.set('focus', id)} onZone={(id) => address.set('zone', id)} />
        )}
        {focus === '' ? null : <NodePanel map={map} id={focus} />}
      </div>
      <ul className={css['legend']} aria-label="What the map shows">
        {written ? null : <EstateLegend />}
        {PROTECTIONS.map((protection) => (
          <li key={protection}>
            <LineSample protection={protection} />
            {PROTECTION_LABELS[protection]}
          </li>
        ))}
        <li>Wider lines carry more bytes</li>
        {map.leftOut === 0 ? null : <li>Not drawn: {plural(map.leftOut, 'device')} more, the quietest</li>}
        {map.unanswered === 0 ? null : (
          <li>Not drawn: {plural(map.unanswered, 'conversation')} with addresses that never answered</li>
        )}
      </ul>
    </>
  );
}

/** Devices stand where they are; where that is not known or the same for all, by what they are. */
function groupingOf({ by, nodes, zones }: contract.FlowMap): Grouping {
  const places = new Set(nodes.filter(({ external }) => !external).map(({ zone }) => zone));
  if (by === 'device' && places.size > 1) return byZone(zones);
  return by === 'zone' ? BY_PLACE : BY_CLASS;
}

/** Places themselves: those with medical devices first. */
const BY_PLACE: Grouping = {
  groupOf: ({ external, medical }) => (external ? 'internet' : medical > 0 ? 'medical' : 'others'),
  titleOf: (group) => ({ medical: 'With medical devices', others: 'Without' })[group] ?? 'Internet',
  columnsOf: (members) => ['medical', 'others', 'internet'].filter((it) => members.has(it)).map((it) => [it]),
};

const label = (value: string) =>
  PROTECTIONS.filter((it) => it === value).map((it) => PROTECTION_LABELS[it])[0] ?? value;

function mapFilters(map: contract.FlowMap, chosen: string): Filter[] {
  const zones = map.zones.map(({ id, devices }) => ({ value: id, count: devices }));
  const place = (id: string) => map.zones.find((zone) => zone.id === id)?.label ?? id;
  const protections = PROTECTIONS.map((value) => {
    const edges = map.edges.filter((edge) => edge.protection === value);
    return { value, count: edges.reduce((sum, { conversations }) => sum + conversations, 0) };
  });
  return [
    ...(zones.length < 2 && chosen === ''
      ? []
      : [{ field: 'zone', title: 'Place', options: zones, label: place, token: (it: string) => `in ${place(it)}` }]),
    { field: 'protection', title: 'Protection', options: protections, label, token: label },
    {
      field: 'protocol',
      title: 'Protocol',
      options: map.protocols,
      label: protocolLabel,
      token: (it) => `over ${protocolLabel(it)}`,
    },
  ];
}
