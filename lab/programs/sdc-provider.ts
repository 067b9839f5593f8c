/**
 * `sdc-provider.ts DESCRIPTION`: a medical device in IEEE 11073 SDC, in clear: says by WS-Discovery that it is there, and answers
 * what it is and what it measures. DESCRIPTION is JSON. Ours, written from the standards.
 *
 * @see OASIS WS-Discovery 1.1 section 4 (Hello); OASIS DPWS 1.1 section 5.1; IEEE 11073-20702; IEEE 11073-10207 section 6 (GetMdib)
 */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';

interface Description {
  readonly address: string;
  readonly port: number;
  readonly uuid: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly software: string;
  readonly name: string;
  readonly patient: { readonly id: string; readonly family: string; readonly given: string };
}

const told: Description = JSON.parse(process.argv[2] ?? '{}');
const GROUP = '239.255.255.250';
const DISCOVERY = 3702;
const NAMESPACES = [
  'xmlns:s="http://www.w3.org/2003/05/soap-envelope"',
  'xmlns:wsa="http://www.w3.org/2005/08/addressing"',
  'xmlns:wsd="http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01"',
  'xmlns:dpws="http://docs.oasis-open.org/ws-dd/ns/dpws/2009/01"',
  'xmlns:mdpws="http://standards.ieee.org/downloads/11073/11073-20702-2016"',
  'xmlns:msg="http://standards.ieee.org/downloads/11073/11073-10207-2017/message"',
  'xmlns:pm="http://standards.ieee.org/downloads/11073/11073-10207-2017/participant"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(' ');

const envelope = (action: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope ${NAMESPACES}><s:Header><wsa:Action>${action}</wsa:Action>` +
  `<wsa:MessageID>urn:uuid:00000000-0000-4000-8000-000000000001</wsa:MessageID></s:Header><s:Body>${body}</s:Body></s:Envelope>`;

const hello = envelope(
  'http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01/Hello',
  `<wsd:Hello><wsa:EndpointReference><wsa:Address>urn:uuid:${told.uuid}</wsa:Address></wsa:EndpointReference>` +
    '<wsd:Types>dpws:Device mdpws:MedicalDevice</wsd:Types><wsd:Scopes>sdc.mds.pkp:1.2.840.10004.20701.1.1</wsd:Scopes>' +
    `<wsd:XAddrs>http://${told.address}:${told.port}/device</wsd:XAddrs><wsd:MetadataVersion>1</wsd:MetadataVersion></wsd:Hello>`,
);

/** The description of the whole device, and the states of its parts: who lies there, where, and one measurement. */
function mdib(): string {
  const { manufacturer, model, serial, software, patient } = told;
  const metaData =
    `<pm:MetaData><pm:Manufacturer>${manufacturer.replaceAll('&', '&amp;')}</pm:Manufacturer><pm:ModelName>${model}</pm:ModelName>` +
    `<pm:SerialNumber>${serial}</pm:SerialNumber></pm:MetaData>`;
  const version =
    '<pm:ProductionSpecification><pm:SpecType Code="531975"/>' +
    `<pm:ProductionSpec>${software}</pm:ProductionSpec></pm:ProductionSpecification>`;
  const person =
    '<pm:State xsi:type="pm:PatientContextState" DescriptorHandle="pat" Handle="pat1" ContextAssociation="Assoc">' +
    `<pm:Identification Root="urn:oid:1.2.3" Extension="${patient.id}"/><pm:CoreData><pm:Givenname>${patient.given}</pm:Givenname>` +
    `<pm:Familyname>${patient.family}</pm:Familyname></pm:CoreData></pm:State>`;
  const pressure =
    '<pm:State xsi:type="pm:NumericMetricState" DescriptorHandle="paw"><pm:MetricValue Value="18.2"/></pm:State>';
  return envelope(
    'http://standards.ieee.org/downloads/11073/11073-20701-2018/GetService/GetMdibResponse',
    `<msg:GetMdibResponse SequenceId="urn:uuid:${told.uuid}"><msg:Mdib><pm:MdDescription>` +
      `<pm:Mds Handle="mds0">${version}${metaData}</pm:Mds></pm:MdDescription><pm:MdState>${person}${pressure}</pm:MdState>` +
      '</msg:Mdib></msg:GetMdibResponse>',
  );
}

createServer((request, response) => {
  request.resume();
  const headers = { 'Content-Type': 'application/soap+xml; charset=utf-8', Connection: 'close' };
  request.on('end', () => response.writeHead(200, headers).end(mdib()));
}).listen(told.port, told.address, () => {
  const socket = createSocket('udp4');
  socket.bind(DISCOVERY, () => {
    socket.setMulticastInterface(told.address);
    socket.send(hello, DISCOVERY, GROUP);
  });
});
