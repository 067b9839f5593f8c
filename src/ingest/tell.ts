/** News of the inventory: to the live views of this installation, and to other systems that asked for it. */
import { notify } from '../platform/bus/notices.ts';
import type { Transaction } from '../platform/store/database.ts';
import { announce } from '../platform/webhook/webhook.store.ts';
import { findingTitles, parties } from './store/activity.store.ts';

/** What live views listen to: JSON of a {@link News}. */
export const NEWS = 'wardline-news';
/** A notice is small: of more devices it says only that there were many. */
const MAX_NAMED = 100;

/** What became different with a batch; `more` when there was more than is named. */
export interface News {
  readonly kind: 'window' | 'device-appeared' | 'device-changed' | 'device-gone' | 'finding-opened';
  /** Of devices or findings; of sources for a window. */
  readonly ids: readonly (string | number)[];
  readonly more: boolean;
}

/** All is told when the transaction commits. */
export async function tellInventory(
  tx: Transaction,
  { appeared, changed, gone, opened }: Readonly<Record<'appeared' | 'changed' | 'gone' | 'opened', Iterable<string>>>,
): Promise<void> {
  await tellDevices(tx, 'device-appeared', [...appeared]);
  await tellDevices(tx, 'device-changed', [...changed]);
  await tellDevices(tx, 'device-gone', [...gone]);
  const findings = [...opened];
  await tell(tx, 'finding-opened', findings);
  if (findings.length > 0)
    await announce(tx, 'finding-opened', { findings: await findingTitles(tx, findings.slice(0, MAX_NAMED)) });
}

async function tellDevices(
  tx: Transaction,
  kind: 'device-appeared' | 'device-changed' | 'device-gone',
  ids: readonly string[],
): Promise<void> {
  await tell(tx, kind, ids);
  if (ids.length === 0) return;
  const named = ids.slice(0, MAX_NAMED);
  const names = new Map((await parties(tx, named)).map(({ id, name }) => [id, name]));
  await announce(tx, kind, { devices: named.map((id) => ({ id, name: names.get(id) ?? id })) });
}

export async function tell(tx: Transaction, kind: News['kind'], ids: News['ids']): Promise<void> {
  if (ids.length === 0) return;
  const news: News = { kind, ids: ids.slice(0, MAX_NAMED), more: ids.length > MAX_NAMED };
  await notify(tx, NEWS, JSON.stringify(news));
}
