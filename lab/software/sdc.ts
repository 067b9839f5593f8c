/** A medical device in IEEE 11073 SDC (ours, see `lab/programs/sdc-provider.ts`), and curl as who reads it. */
import type { Host } from '../host.ts';
import type { Patient } from '../patients.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { browse } from './curl.ts';
import { node } from './node.ts';

const PORT = 6464;

export interface SdcDress {
  readonly uuid: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly software: string;
  readonly name: string;
}

export async function startProvider(host: Host, dress: SdcDress, patient: Patient): Promise<void> {
  const { id, family, given } = patient;
  const description = { address: host.address, port: PORT, ...dress, patient: { id, family, given } };
  host.start(node('sdc-provider.ts', JSON.stringify(description)));
  await host.listening(PORT);
  tells(host.truth, 'wsd', { 'wsd-type': ['Device', 'MedicalDevice'] });
  plays(host.truth, 'sdc-provider');
}

/** Reads all that a device is and measures, once. */
export async function readProvider(
  truth: Truth,
  client: Host,
  device: Host,
  dress: SdcDress,
  userAgent: string,
): Promise<void> {
  const body =
    '<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>' +
    '<msg:GetMdib xmlns:msg="http://standards.ieee.org/downloads/11073/11073-10207-2017/message"/></s:Body></s:Envelope>';
  const contentType = 'application/soap+xml; charset=utf-8';
  const said = await browse(client, `http://${device.address}:${PORT}/device`, { userAgent, body, contentType });
  if (!said.includes(dress.serial)) throw new Error(`${device.name} does not say what it is: ${said}`);
  tells(device.truth, 'sdc', {
    'sdc-manufacturer': dress.manufacturer,
    'sdc-model': dress.model,
    'sdc-serial': dress.serial,
    'sdc-software': dress.software,
  });
  tells(client.truth, 'http', { 'http-user-agent': userAgent });
  plays(client.truth, 'sdc-consumer');
  truth.flow(client.name, device.name, PORT, 'tcp', 'sdc', {
    patients: 1,
    data: [
      { category: 'patient-identity', items: 1, patients: 1 },
      { category: 'observation', items: 1, patients: 1 },
    ],
    actions: [{ verb: 'POST', count: 1 }],
  });
}
