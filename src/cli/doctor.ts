/** `wardline doctor`: finds what is wrong, and says the next step. */
import { dataFolderOf } from '../platform/store/data-folder.ts';
import type { Finding } from './doctor/check.ts';
import { lookAtDatabase } from './doctor/database.ts';
import { lookAtFolder } from './doctor/folder.ts';
import { lookAtMachine } from './doctor/machine.ts';
import { lookAtCertificate, lookAtPort } from './doctor/serving.ts';
import { storeUrl } from './running-store.ts';

export interface DoctorArguments {
  readonly data: string | undefined;
  /** Where the console is served. */
  readonly port: number;
  /** The certificate it is served with. */
  readonly certificate: string | undefined;
  readonly json: boolean;
}

/** Prints what it found. Whether anything is in trouble is the answer. */
export async function runDoctor({ data, port, certificate, json }: DoctorArguments): Promise<boolean> {
  const folder = dataFolderOf(data);
  const external = (process.env['DATABASE_URL'] ?? '') !== '';
  const findings = [
    ...lookAtMachine(),
    ...lookAtFolder(folder),
    ...(await lookAtDatabase(storeUrl(folder), external)),
    await lookAtPort(port),
    ...(certificate === undefined ? [] : [lookAtCertificate(certificate)]),
  ];
  process.stdout.write(json ? `${JSON.stringify({ findings }, null, 2)}\n` : report(findings));
  return findings.some(({ state }) => state === 'trouble');
}

const MARKS = { fine: 'ok     ', note: 'note   ', trouble: 'TROUBLE' };

export function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap(({ what, state, says, next }) => [
    `${MARKS[state]}  ${what.padEnd(width)}  ${says}`,
    ...(next === undefined ? [] : [`${' '.repeat(MARKS.fine.length + width + 4)}→ ${next}`]),
  ]);
  const wrong = findings.filter(({ state }) => state === 'trouble').length;
  const last = wrong === 0 ? 'Nothing is wrong.' : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.`;
  return `${lines.join('\n')}\n\n${last}\n`;
}
