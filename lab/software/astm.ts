/** Analysers and their host in ASTM records (LIS02-A2). Both programs are ours, written from the standard (`lab/programs`). */
import type { Host } from '../host.ts';
import type { Patient } from '../patients.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { node } from './node.ts';

const PORT = 5000;

export async function startAstmHost(host: Host): Promise<void> {
  host.start(node('astm-host.ts', String(PORT)));
  await host.listening(PORT);
  plays(host.truth, 'astm-host');
}

/** Sends two results of each patient over one connection. `sender` is H-5, with its components. */
export async function sendResults(
  truth: Truth,
  analyser: Host,
  host: Host,
  sender: string,
  patients: readonly Patient[],
): Promise<void> {
  const records = [
    `H|\\^&|||${sender}||||||||LIS2-A2|20260302081500`,
    ...patients.flatMap(({ id, family, given, birth, sex }, index) => [
      `P|${index + 1}||${id}||${family}^${given}||${birth}|${sex}`,
      `O|1|S${1000 + index}||^^^^WBC\\^^^^HGB|R`,
      'R|1|^^^^WBC|6.21|10*3/uL||N||F',
      'R|2|^^^^HGB|13.9|g/dL||N||F',
    ]),
    'L|1|N',
  ];
  await analyser.run(node('astm-sender.ts', host.address, String(PORT)), { input: JSON.stringify(records) });
  tells(analyser.truth, 'astm', { 'astm-sender': sender });
  plays(analyser.truth, 'astm-instrument');
  truth.flow(analyser.name, host.name, PORT, 'tcp', 'astm', {
    patients: patients.length,
    data: [
      { category: 'patient-identity', items: patients.length, patients: patients.length },
      { category: 'order', items: patients.length, patients: patients.length },
      { category: 'observation', items: 2 * patients.length, patients: patients.length },
    ],
  });
}
