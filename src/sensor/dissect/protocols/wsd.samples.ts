/** WS-Discovery messages to test with. */
const DRAFT = 'http://schemas.xmlsoap.org/ws/2005/04/discovery';
const NAMES = [
  'xmlns:s="http://www.w3.org/2003/05/soap-envelope"',
  'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"',
  `xmlns:d="${DRAFT}"`,
  'xmlns:dn="http://www.onvif.org/ver10/network/wsdl"',
].join(' ');
export const envelope = (body: string): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?>\r\n<s:Envelope ${NAMES}><s:Header><a:To>urn:x</a:To></s:Header><s:Body>${body}</s:Body></s:Envelope>`,
  );
const address =
  '<a:EndpointReference><a:Address>urn:uuid:16C2B5E0-0B2A-11E9-AB14-D663BD873D93</a:Address></a:EndpointReference>';

export const probe = envelope('<d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe>');
export const hello = envelope(
  `<d:Hello>${address}<d:Types>dn:NetworkVideoTransmitter dn:Device</d:Types><d:Scopes>
  onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/hardware/P3225 onvif://www.onvif.org/location/ward
  sdc.ctxt.loc:/sdc.ctxt.loc.detail/ICU%2F%2F%2FBed1 sdc.ctxt.pat:/Doe%2FJohn</d:Scopes>
  <d:XAddrs>http://10.0.0.155:8080/onvif/Doe http://[fe80::1]/</d:XAddrs></d:Hello>`,
);
export const matches = envelope(`<d:ProbeMatches><d:ProbeMatch>${address}<d:Types/></d:ProbeMatch></d:ProbeMatches>`);
export const dialogue = [
  ['originator', probe],
  ['responder', matches],
  ['originator', hello],
] as const;
