/** What devices can be filtered by, and how each filter reads: "medical, in Imaging, seen today, with critical findings". */
import { CLASS_LABELS, typeLabel } from '../../../../src/inventory/device-name.ts';
import type { DeviceList } from '../../../../src/inventory/inventory.contract.ts';
import type { Filter } from '../../../ui/filters.tsx';
import { PRESENCE_LABELS, SEVERITY_LABELS } from '../../../ui/marks.tsx';
import { ruleLabel } from '../../../ui/words.ts';

const lower = (label: string) => (/^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);
const labelIn = (labels: Readonly<Record<string, string>>) => (value: string) => labels[value] ?? value;
const own = (value: string) => value;

/** Hours, as one asks for them. */
const SINCE = [
  { value: '1', label: 'the last hour' },
  { value: '24', label: 'the last 24 hours' },
  { value: '168', label: 'the last 7 days' },
  { value: '720', label: 'the last 30 days' },
];

export function deviceFilters(facets: DeviceList['facets']): Filter[] {
  const options = (field: keyof DeviceList['facets']) => facets[field] ?? [];
  const className = labelIn(CLASS_LABELS);
  const severity = labelIn(SEVERITY_LABELS);
  const presence = labelIn(PRESENCE_LABELS);
  const source = (value: string) => options('source').find((it) => it.value === value)?.label ?? `source ${value}`;
  return [
    { field: 'class', title: 'Kind', options: options('class'), label: className, token: (it) => lower(className(it)) },
    { field: 'type', title: 'Type', options: options('type'), label: typeLabel, token: (it) => lower(typeLabel(it)) },
    person('ward', 'Ward', options('ward'), 'in', 'on no ward that anyone named'),
    {
      field: 'presence',
      title: 'Presence',
      options: options('presence'),
      label: presence,
      token: (it) => lower(presence(it)),
    },
    since('seen', 'Seen within', 'seen in'),
    since('appeared', 'New within', 'first seen in'),
    since('changed', 'Changed within', 'changed in'),
    {
      field: 'manufacturer',
      title: 'Maker',
      options: options('manufacturer'),
      label: own,
      token: (it) => `made by ${it}`,
    },
    {
      field: 'severity',
      title: 'Has a finding that is',
      options: options('severity'),
      label: severity,
      token: (it) => `with a finding that is ${lower(severity(it))}`,
    },
    {
      field: 'rule',
      title: 'Finding',
      options: options('rule'),
      label: ruleLabel,
      token: (it) => `with the finding ${lower(ruleLabel(it))}`,
    },
    {
      field: 'approved',
      title: 'Approved',
      single: true,
      options: options('approved'),
      label: (it) => (it === 'yes' ? 'Approved' : 'Not yet'),
      token: (it) => (it === 'yes' ? 'approved' : 'not approved yet'),
    },
    person('owner', 'Who answers for it', options('owner'), 'of', 'for which nobody answers'),
    {
      field: 'scope',
      title: 'Where',
      single: true,
      options: [{ value: 'local' }, { value: 'external' }],
      label: (it) => (it === 'local' ? 'On the network' : 'On the Internet'),
      token: (it) => (it === 'local' ? 'on the network' : 'on the Internet'),
    },
    {
      field: 'hasSoftware',
      title: 'Software',
      single: true,
      options: [{ value: 'yes' }, { value: 'no' }],
      label: (it) => (it === 'yes' ? 'Known' : 'Not known'),
      token: (it) => (it === 'yes' ? 'with known software' : 'whose software is not known'),
    },
    {
      field: 'source',
      title: 'Seen by',
      single: true,
      options: options('source'),
      label: source,
      token: (it) => `seen by ${source(it)}`,
    },
  ];
}

function since(field: string, title: string, verb: string): Filter {
  const label = (value: string) => SINCE.find((it) => it.value === value)?.label ?? `the last ${value} hours`;
  return { field, title, single: true, options: SINCE, label, token: (it) => `${verb} ${label(it)}` };
}

/** What people say of a device; `none` is that nobody has said it. */
function person(field: string, title: string, options: Filter['options'], verb: string, nobody: string): Filter {
  return {
    field,
    title,
    options,
    label: (it) => (it === 'none' ? 'Not said' : it),
    token: (it) => (it === 'none' ? nobody : `${verb} ${it}`),
  };
}
