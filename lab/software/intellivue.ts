/**
 * A Philips monitor and who reads from it, in IntelliVue Data Export. Both programs are ours, written from the maker's
 * guide (`lab/programs/intellivue.ts`).
 */
import type { Host } from '../host.ts';
import type { Patient } from '../patients.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { node } from './node.ts';

const PORT = 24105;

export interface MonitorDress {
  readonly model: string;
  readonly serial: string;
  readonly software: string;
  readonly bed: string;
}

export async function startMonitor(host: Host, dress: MonitorDress, patient: Patient): Promise<void> {
  const monitor = { mac: host.truth.macs[0], address: host.address, ...dress };
  const { id, family, given, birth } = patient;
  host.start(node('intellivue-monitor.ts', JSON.stringify({ monitor, patient: { id, family, given, birth } })));
  await host.listening(PORT, 'udp');
  tells(host.truth, 'intellivue', {
    'intellivue-manufacturer': 'Philips',
    'intellivue-model': dress.model,
    'intellivue-serial': dress.serial,
    'intellivue-software': dress.software,
    'intellivue-bed': dress.bed,
  });
  plays(host.truth, 'patient-monitor');
}

/** Associates, asks for the patient and for what is measured, and goes. */
export async function readMonitor(truth: Truth, client: Host, monitor: Host): Promise<void> {
  await client.run(node('intellivue-reader.ts', monitor.address));
  plays(client.truth, 'patient-monitor-client');
  truth.flow(client.name, monitor.name, PORT, 'udp', 'intellivue', {
    patients: 1,
    data: [
      { category: 'patient-identity', items: 1, patients: 1 },
      { category: 'observation', items: 1, patients: 0 },
    ],
    actions: [
      { verb: 'poll patient', count: 1 },
      { verb: 'poll numerics', count: 1 },
    ],
  });
}
