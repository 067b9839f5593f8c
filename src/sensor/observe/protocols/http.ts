/** What HTTP of either version tells of the software at both ends, and of credentials that went through readably. */
import type { HttpEvent } from '../../dissect/protocols/http.ts';
import type { Notes } from '../notes.ts';
import { observeNtlmssp } from './ntlmssp.ts';

/** Schemes whose credentials can be used by whoever reads them. @see RFC 7617, RFC 6750 */
const REPLAYABLE: Readonly<Record<string, string>> = { basic: 'http-basic', bearer: 'http-bearer' };

export function observeHttp(event: HttpEvent, notes: Notes): void {
  if (event.kind === 'request') {
    notes.action(event.method === 'other' ? 'HTTP' : event.method);
    notes.role('sender', 'http-client');
    notes.attribute('sender', 'http-user-agent', event.userAgent);
    if (event.ntlm !== undefined) observeNtlmssp(event.ntlm, notes);
    notes.attribute('receiver', 'http-host', isName(event.host) ? event.host : undefined);
    if (event.grpc !== undefined) notes.protocol('grpc');
    notes.attribute('receiver', 'grpc-service', event.grpc);
    const credential = REPLAYABLE[event.authorization ?? ''];
    if (credential !== undefined) notes.data('credential', [credential]);
  } else if (event.kind === 'response') {
    notes.role('sender', 'http-server');
    notes.attribute('sender', 'http-server', event.server);
    notes.attribute('sender', 'http-realm', event.realm);
    if (event.ntlm !== undefined) observeNtlmssp(event.ntlm, notes);
    if (event.status >= 400) notes.action(`${event.status}`);
  }
}

/** Whether a Host field names more than the address that was connected to anyway. */
function isName(host: string | undefined): boolean {
  return host !== undefined && !/^([\d.]+|\[.*\]|localhost)$/.test(host);
}
