/** What PostgreSQL tells: database servers, their version, programs that use them, and passwords in the open. */
import type { PgsqlEvent } from '../../dissect/protocols/pgsql.ts';
import type { Notes } from '../notes.ts';

export function observePgsql(event: PgsqlEvent, notes: Notes): void {
  if (event.kind === 'startup') {
    notes.role('sender', 'pgsql-client');
    notes.action('startup');
    notes.attribute('sender', 'pgsql-application', event.application);
    return;
  }
  notes.role('sender', 'pgsql-server');
  if (event.kind === 'server') notes.attribute('sender', 'pgsql-version', event.version);
  else if (event.method === 'password' || event.method === 'md5')
    notes.data('credential', [`${event.method} authentication`]);
}
