/** The pages there are, in the order of the rail. */
import type { IconName } from '../ui/icon.tsx';

export interface PageEntry {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
}

export const PAGES: readonly PageEntry[] = [
  { path: '/', label: 'Overview', icon: 'overview' },
  { path: '/devices', label: 'Devices', icon: 'devices' },
  { path: '/map', label: 'Map', icon: 'map' },
  { path: '/findings', label: 'Findings', icon: 'findings' },
];
