/** Point-of-care instruments and the manager of their data, in POCT1-A. Both programs are ours, written from the standard (`lab/programs`). */
import type { Host } from '../host.ts';
import type { Patient } from '../patients.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { node } from './node.ts';

const PORT = 3001;

export interface PoctDress {
  readonly id: string;
  readonly vendor: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly software: string;
}

export async function startPoctManager(host: Host): Promise<void> {
  host.start(node('poct-manager.ts', String(PORT)));
  await host.listening(PORT);
  plays(host.truth, 'poct-manager');
}

/** Reports a glucose of each patient over one connection. */
export async function reportGlucose(
  truth: Truth,
  device: Host,
  manager: Host,
  dress: PoctDress,
  patients: readonly Patient[],
): Promise<void> {
  const { id, vendor, manufacturer, model, serial, software } = dress;
  const hello =
    `<DEV><DEV.device_id V="${id}"/><DEV.vendor_id V="${vendor}"/><DEV.model_id V="${model}"/><DEV.serial_id V="${serial}"/>` +
    `<DEV.manufacturer_name V="${manufacturer}"/><DEV.sw_version V="${software}"/></DEV>`;
  const status = '<DST><DST.status_dttm V="2026-03-02T08:14:00-05:00"/><DST.new_observations_qty V="1"/></DST>';
  const results = patients.map(
    (patient) =>
      '<SVC><SVC.role_cd V="OBS"/><SVC.observation_dttm V="2026-03-02T07:59:00-05:00"/>' +
      `<PT><PT.patient_id V="${patient.id}"/><PT.name V="${patient.family}^${patient.given}"/><PT.birth_date V="${patient.birth}"/>` +
      '<OBS><OBS.observation_id V="2341-6" SN="LN" DN="Glucose"/><OBS.value V="104" U="mg/dL"/></OBS></PT></SVC>',
  );
  const contents = [
    ['HEL.R01', hello],
    ['DST.R01', status],
    ...results.map((result) => ['OBS.R01', result]),
    ['EOT.R01', '<EOT><EOT.topic_cd V="OBS"/></EOT>'],
  ] as const;
  const messages = contents.map(([type = '', content = ''], index) => {
    const header = `<HDR><HDR.control_id V="${100 + index}"/><HDR.version_id V="POCT1"/><HDR.creation_dttm V="2026-03-02T08:14:30-05:00"/></HDR>`;
    return `<${type}>${header}${content}</${type}>\r\n`;
  });
  await device.run(node('poct-device.ts', manager.address, String(PORT)), { input: JSON.stringify(messages) });
  tells(device.truth, 'poct1a', {
    'poct-device': id,
    'poct-vendor': vendor,
    'poct-manufacturer': manufacturer,
    'poct-model': model,
    'poct-serial': serial,
    'poct-software': software,
  });
  plays(device.truth, 'poct-device');
  const counts = { items: patients.length, patients: patients.length };
  truth.flow(device.name, manager.name, PORT, 'tcp', 'poct1a', {
    patients: patients.length,
    data: [
      { category: 'patient-identity', ...counts },
      { category: 'observation', ...counts },
    ],
    actions: [
      { verb: 'HEL.R01', count: 1 },
      { verb: 'OBS.R01', count: patients.length },
    ],
  });
}
