/** What TLS tells of both ends, and of how well they are protected. */
import type { TlsClientHello, TlsEvent, TlsServerHello } from '../../dissect/protocols/tls-event.ts';
import type { Notes } from '../notes.ts';

export function observeTls(event: TlsEvent, notes: Notes): void {
  switch (event.kind) {
    case 'client-hello':
      return observeClientHello(event, notes);
    case 'server-hello':
      return observeServerHello(event, notes);
    case 'key-exchange':
      return notes.encryption({ kind: 'tls', group: event.group });
    case 'certificates':
      // A client's may name a person. The server's are those by which one judges whether it is the right one.
      if (event.of === 'client') return;
      notes.attribute('sender', 'tls-certificate-subject', event.certificates[0]?.subject);
      return notes.encryption({ kind: 'tls', certificates: event.certificates });
    case 'certificate-request':
      return notes.encryption({ kind: 'tls', clientCertificate: true });
    case 'encrypted':
      return notes.encryption({ kind: 'tls' });
  }
}

function observeClientHello({ serverName, ja3, ja4, again }: TlsClientHello, notes: Notes): void {
  notes.attribute('sender', 'tls-ja3', ja3);
  notes.attribute('sender', 'tls-ja4', ja4);
  notes.attribute('receiver', 'tls-server-name', serverName);
  // The second hello answers a HelloRetryRequest and is shaped by it: the first one tells what the software is.
  notes.encryption({
    kind: 'tls',
    ...(serverName === undefined ? {} : { serverName }),
    ...(ja3 === undefined || again ? {} : { ja3 }),
    ...(ja4 === undefined || again ? {} : { ja4 }),
  });
}

function observeServerHello({ version, cipher, group, alpn, ja3s, resumed }: TlsServerHello, notes: Notes): void {
  notes.attribute('sender', 'tls-ja3s', ja3s);
  notes.encryption({
    kind: 'tls',
    version,
    ...(cipher === undefined ? {} : { cipher }),
    ...(group === undefined ? {} : { group }),
    ...(alpn === undefined ? {} : { alpn }),
    ...(ja3s === undefined ? {} : { ja3s }),
    ...(resumed ? { resumed } : {}),
  });
}
