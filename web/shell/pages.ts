/** The pages there are, in the order of the rail. */
import type { IconName } from '../ui/icon.tsx';

export interface PageEntry {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  /** In the bar of a phone; the others are behind "More". */
  readonly first?: true;
}

export const PAGES: readonly PageEntry[] = [
  { path: '/', label: 'Overview', icon: 'overview', first: true },
  { path: '/devices', label: 'Devices', icon: 'devices', first: true },
  { path: '/map', label: 'Map', icon: 'map', first: true },
  { path: '/findings', label: 'Findings', icon: 'findings', first: true },
  { path: '/encryption', label: 'Encryption', icon: 'lock' },
  { path: '/intelligence', label: 'Intelligence', icon: 'globe' },
  { path: '/captures', label: 'Captures', icon: 'captures' },
  { path: '/sensors', label: 'Sensors', icon: 'sensors' },
  { path: '/switches', label: 'Switches', icon: 'cable' },
  { path: '/unseen', label: 'Blind spots', icon: 'blind' },
  { path: '/imports', label: 'Maintenance', icon: 'assets' },
];
