/** Orthanc, an open PACS: DICOM, its own REST interface, and DICOMweb through its plugin. */
import type { Host } from '../host.ts';
import type { Patient } from '../patients.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { browse } from './curl.ts';
import type { Station } from './dcmtk.ts';

export const ORTHANC_HTTP = 8042;

export async function startOrthanc(archive: Station, mayReceive: readonly Station[]): Promise<void> {
  const { host, title, port } = archive;
  const configuration = host.write(
    'orthanc.json',
    JSON.stringify({
      Name: 'PACS',
      DicomAet: title,
      DicomPort: port,
      HttpPort: ORTHANC_HTTP,
      StorageDirectory: `${host.folder}/storage`,
      IndexDirectory: `${host.folder}/storage`,
      Plugins: ['/usr/share/orthanc/plugins/libOrthancDicomWeb.so'],
      RemoteAccessAllowed: true,
      AuthenticationEnabled: false,
      DicomAlwaysAllowFind: true,
      DicomAlwaysAllowMove: true,
      DicomModalities: Object.fromEntries(mayReceive.map((at) => [at.title, [at.title, at.host.address, at.port]])),
    }),
  );
  host.start(['Orthanc', configuration]);
  await host.listening(port);
  await host.listening(ORTHANC_HTTP);
  plays(host.truth, 'http-server');
}

/** Looks one patient's studies up through DICOMweb, and reads the metadata of one of them, which has `images`. */
export async function readDicomWeb(
  truth: Truth,
  client: Host,
  archive: Host,
  userAgent: string,
  patient: Patient,
  study: { readonly uid: string; readonly images: number },
): Promise<void> {
  const root = `http://${archive.address}:${ORTHANC_HTTP}/dicom-web/studies`;
  const accept = 'application/dicom+json';
  const query = await browse(client, `${root}?PatientID=${patient.id}&includefield=00100030`, { userAgent, accept });
  if (!query.includes(patient.id)) throw new Error(`the archive does not know ${patient.id}: ${query}`);
  // The question and the answer name the patient.
  const found = [{ category: 'patient-identity', items: 2, patients: 1 }];
  truth.flow(client.name, archive.name, ORTHANC_HTTP, 'tcp', 'dicomweb', { patients: 1, data: found, actions: [GET] });
  await browse(client, `${root}/${study.uid}/metadata`, { userAgent, accept });
  const read = ['patient-identity', 'imaging'].map((category) => ({ category, items: study.images, patients: 1 }));
  truth.flow(client.name, archive.name, ORTHANC_HTTP, 'tcp', 'dicomweb', { patients: 1, data: read, actions: [GET] });
  tells(client.truth, 'http', { 'http-user-agent': userAgent });
  plays(client.truth, 'http-client');
}

const GET = { verb: 'GET', count: 1 };
