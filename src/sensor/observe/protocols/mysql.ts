/** What MySQL tells: database servers, their version, and log-ins that are not encrypted. */
import type { MysqlEvent } from '../../dissect/protocols/mysql.ts';
import type { Notes } from '../notes.ts';

export function observeMysql(event: MysqlEvent, notes: Notes): void {
  if (event.kind === 'greeting') {
    notes.role('sender', 'mysql-server');
    notes.role('receiver', 'mysql-client');
    notes.attribute('sender', 'mysql-version', event.version);
    return;
  }
  notes.role('sender', 'mysql-client');
  notes.action('login');
  notes.data('credential', ['auth response']);
}
