/** pymodbus: a controller that says what it is, and the station that reads and sets it; see `lab/programs`. */
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';

const PORT = 502;
const PROGRAMS = join(import.meta.dirname, '..', 'programs');

export interface Controller {
  readonly vendor: string;
  readonly code: string;
  readonly revision: string;
  readonly product: string;
  readonly model: string;
}

export async function startController(host: Host, controller: Controller): Promise<void> {
  const { vendor, code, revision, product, model } = controller;
  host.start([
    '/usr/bin/python3',
    join(PROGRAMS, 'modbus-controller.py'),
    String(PORT),
    vendor,
    code,
    revision,
    product,
    model,
  ]);
  await host.listening(PORT);
  plays(host.truth, 'modbus-server');
}

/** Asks a controller what it is, reads four registers and sets one, over one connection. */
export async function operate(truth: Truth, client: Host, server: Host, controller: Controller): Promise<void> {
  await client.run(['/usr/bin/python3', join(PROGRAMS, 'modbus-station.py'), server.address, String(PORT)]);
  const { vendor, revision, model } = controller;
  tells(server.truth, 'modbus', { 'modbus-vendor': vendor, 'modbus-model': model, 'modbus-revision': revision });
  plays(client.truth, 'modbus-client');
  truth.flow(client.name, server.name, PORT, 'tcp', 'modbus');
}
