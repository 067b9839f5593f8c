/** Who talks to whom: drawn, or as a table of the same. What is looked at and filtered lives in the address. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { PROTECTIONS } from '../../../src/dataflow/protection.ts';
import type * as contract from '../../../src/dataflow/dataflow.contract.ts';
import { query } from '../../api.ts';
import { FlowGraph } from '../../graph/flow-graph.tsx';
import { LineSample } from '../../graph/line-sample.tsx';
import { type Filter, Filters } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { plural, PROTECTION_LABELS, protocolLabel } from '../../ui/words.ts';
import { FlowTable } from './flow-table.tsx';
import css from './map-page.module.css';
import { NodePanel } from './node-panel.tsx';

const PHONE = '(max-width: 720px)';

export function MapPage() {
  const address = useAddress();
  const view = address.get('view') || (matchMedia(PHONE).matches ? 'table' : 'map');
  const [by, open] = [address.get('by'), address.get('open')];
  const [protection, protocol] = [address.get('protection'), address.get('protocol')];
  const asked = useQuery({
    ...query<typeof contract.getMap>('/map', { ...(isLevel(by) ? { by } : {}), open, protection, protocol }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title="Map">
      <h1 className={css['title']}>Who talks to whom</h1>
      <Answer of={asked}>
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
                value={map.by}
                options={[
                  { value: 'device', label: 'Each device' },
                  { value: 'type', label: 'By type' },
                ]}
                onChange={(value) => {
                  address.set('by', value);
                  address.set('focus', '', 'same');
                }}
              />
              <Filters filters={mapFilters(map)} chosen={address.list} choose={address.set} />
            </div>
            {map.nodes.length === 0 ? (
              <Empty title="There is nothing to draw">The captures show no devices.</Empty>
            ) : view === 'table' ? (
              <FlowTable map={map} />
            ) : (
              <Drawn map={map} />
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

function Drawn({ map }: { map: contract.FlowMap }) {
  const address = useAddress();
  const wanted = address.get('focus');
  const focus = map.nodes.some(({ id }) => id === wanted) ? wanted : '';
  return (
    <>
      <div className={css['drawing']} data-beside={focus !== ''}>
        <FlowGraph map={map} focus={focus} onFocus={(id) => address.set('focus', id, 'same')} />
        {focus === '' ? null : <NodePanel map={map} id={focus} />}
      </div>
      <ul className={css['legend']} aria-label="What the lines mean">
        {PROTECTIONS.map((protection) => (
          <li key={protection}>
            <LineSample protection={protection} />
            {PROTECTION_LABELS[protection]}
          </li>
        ))}
        <li>Wider lines carry more bytes</li>
        {map.unanswered === 0 ? null : (
          <li>Not drawn: {plural(map.unanswered, 'conversation')} with addresses that never answered</li>
        )}
      </ul>
    </>
  );
}

const isLevel = (value: string) => value === 'device' || value === 'type';

const label = (value: string) =>
  PROTECTIONS.filter((it) => it === value).map((it) => PROTECTION_LABELS[it])[0] ?? value;

function mapFilters(map: contract.FlowMap): Filter[] {
  const protections = PROTECTIONS.map((value) => {
    const edges = map.edges.filter((edge) => edge.protection === value);
    return { value, count: edges.reduce((sum, { conversations }) => sum + conversations, 0) };
  });
  return [
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
