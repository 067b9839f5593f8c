/** What TLS, and DTLS and QUIC with it, tell of both ends and of how well they are protected. */
import type { TlsClientHello, TlsEvent, TlsServerHello } from '../../dissect/protocols/tls-event.ts';
import type { Notes } from '../notes.ts';

export function observeTls(event: TlsEvent, notes: Notes): void {
  switch (event.kind) {
    case 'client-hello':
      return observeClientHello(event, notes);
    case 'server-hello':
      return observeServerHello(event, notes);
    case 'key-exchange':
      return notes.encryption({ kind: event.protocol, group: event.group });
    case 'certificates':
      // A client's may name a person. The server's are those by which one judges whether it is the right one.
      if (event.of === 'client') return;
      notes.attribute('sender', 'tls-certificate-subject', event.certificates[0]?.subject);
      return notes.encryption({ kind: event.protocol, certificates: event.certificates });
    case 'certificate-request':
      return notes.encryption({ kind: event.protocol, clientCertificate: true });
    case 'encrypted':
      return notes.encryption({ kind: event.protocol });
  }
}

function observeClientHello(event: TlsClientHello, notes: Notes): void {
  const { serverName, ja3, ja4, again } = event;
  notes.attribute('sender', 'tls-ja3', ja3);
  notes.attribute('sender', 'tls-ja4', ja4);
  notes.attribute('receiver', 'tls-server-name', serverName);
  // The second hello answers a HelloRetryRequest and is shaped by it: the first one tells what the software is.
  notes.encryption({
    kind: event.protocol,
    ...(serverName === undefined ? {} : { serverName }),
    ...(ja3 === undefined || again ? {} : { ja3 }),
    ...(ja4 === undefined || again ? {} : { ja4 }),
  });
}

function observeServerHello(event: TlsServerHello, notes: Notes): void {
  const { version, cipher, group, alpn, ja3s, resumed } = event;
  notes.attribute('sender', 'tls-ja3s', ja3s);
  notes.encryption({
    kind: event.protocol,
    version,
    ...(cipher === undefined ? {} : { cipher }),
    ...(group === undefined ? {} : { group }),
    ...(alpn === undefined ? {} : { alpn }),
    ...(ja3s === undefined ? {} : { ja3s }),
    ...(resumed ? { resumed } : {}),
  });
}
