/**
 * The collections that this process knows. Who a device is, is asked in several processes and deep inside of each, and
 * must be answered alike: so it is told to the process once, when it begins, and not to each who asks.
 */
import type { Attribute } from '../../analysis/document.ts';
import type { Banners } from './collections.ts';
import { type Said, saidBy } from './says.ts';

let known: Banners | undefined;

/** To be called before the first device is asked for. */
export function knowBanners(banners: Banners | undefined): void {
  known = banners;
}

/** What the collections tell of a device by one of its attributes. */
export function saidOfBanner({ name, value }: Attribute): readonly Said[] {
  const told = known?.tells(name, value);
  return told === undefined ? [] : saidBy(told);
}
