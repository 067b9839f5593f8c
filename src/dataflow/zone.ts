/** Zones of the map by their ids, which the database works out when it writes a device. */
import type { FlowZone } from './dataflow.contract.ts';

export function zoneKind(id: string): FlowZone['kind'] {
  if (id === 'internet' || id === 'other') return id;
  return id.startsWith('ward:') ? 'ward' : 'subnet';
}

export function zoneLabel(id: string): string {
  if (id === 'internet') return 'Internet';
  if (id === 'other') return 'Elsewhere';
  return id.startsWith('ward:') ? id.slice('ward:'.length) : `${id.slice('subnet:'.length)}.0/24`;
}
