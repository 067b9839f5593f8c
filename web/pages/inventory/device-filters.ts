/** What devices can be filtered by, and how each filter reads: "medical, made by Philips, with critical findings". */
import { CLASS_LABELS, typeLabel } from '../../../src/inventory/device-name.ts';
import type { DeviceList } from '../../../src/inventory/inventory.contract.ts';
import type { Filter } from '../../ui/filters.tsx';
import { SEVERITY_LABELS } from '../../ui/marks.tsx';
import { ruleLabel } from '../../ui/words.ts';

const lower = (label: string) => (/^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);
const labelIn = (labels: Readonly<Record<string, string>>) => (value: string) => labels[value] ?? value;
const own = (value: string) => value;

export function deviceFilters(facets: DeviceList['facets']): Filter[] {
  const options = (field: keyof DeviceList['facets']) => facets[field] ?? [];
  const className = labelIn(CLASS_LABELS);
  const severity = labelIn(SEVERITY_LABELS);
  return [
    { field: 'class', title: 'Kind', options: options('class'), label: className, token: (it) => lower(className(it)) },
    { field: 'type', title: 'Type', options: options('type'), label: typeLabel, token: (it) => lower(typeLabel(it)) },
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
      field: 'scope',
      title: 'Where',
      options: [],
      label: own,
      token: (it) => (it === 'local' ? 'on the network' : 'on the Internet'),
    },
  ];
}
