/** SSDP messages to test with. */
export const lines = (...text: readonly string[]): Uint8Array =>
  Uint8Array.from(Buffer.from(`${text.join('\r\n')}\r\n\r\n`));

const LOCATION = 'LOCATION: http://10.0.0.155:49152/patients/Doe.xml?name=Doe';
export const search = lines(
  'M-SEARCH * HTTP/1.1',
  'HOST: 239.255.255.250:1900',
  'MAN: "ssdp:discover"',
  'MX: 1',
  'ST: ssdp:all',
  'USER-AGENT: Chrome/86.0 Windows',
);
export const notify = lines(
  'NOTIFY * HTTP/1.1',
  'HOST: 239.255.255.250:1900',
  LOCATION,
  'NT: urn:schemas-upnp-org:device:MediaRenderer:1',
  'NTS: ssdp:alive',
  'SERVER: Linux/3.4 UPnP/1.0 Camera/1.6',
  'USN: uuid:2fac1234-31f8-11b4-a222-08002b34c003::upnp:rootdevice',
);
export const response = lines('HTTP/1.1 200 OK', LOCATION, 'Server:Camera/1.6', 'ST: upnp:rootdevice', 'EXT:');
export const dialogue = [
  ['originator', search],
  ['responder', response],
  ['originator', notify],
] as const;
