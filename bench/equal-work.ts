/** Before anything is timed: everybody must see the same packets, conversations and messages, or the figures lie. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnalysisDocument } from '../src/analysis/document.ts';
import { isInstalled } from './measure.ts';
import { wardline } from './peers.ts';
import type { Made } from './traffic/generate.ts';

/** Throws an error that names whatever differs from what was generated. */
export function assertEqualWork(made: Made): void {
  const document = analyse(made.file);
  const seen = [
    ['packets', 'capinfos', made.packets, countPackets(made.file)],
    ['TCP conversations', 'tshark', made.tcpConversations, countTcpConversations(made.file)],
    ['packets', 'wardline', made.packets, document.captures[0]?.frames],
    ['TCP conversations', 'wardline', made.tcpConversations, countOf(document, 'tcp')],
    ['DICOM objects stored', 'wardline', made.dicomStores, actionsOf(document, 'dicom', /^C-STORE$/)],
    ['HL7 messages', 'wardline', made.hl7Messages, actionsOf(document, 'hl7', /^[A-Z]{3}(\^|$)/)],
  ] as const;
  const wrong = seen.filter(([, , expected, found]) => found !== undefined && found !== expected);
  const differences = wrong.map(([what, who, expected, found]) => `${who} saw ${found} ${what}, not ${expected}`);
  if (differences.length > 0) throw new Error(`the work is not equal: ${differences.join('; ')}`);
}

function analyse(file: string): AnalysisDocument {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-bench-'));
  const output = join(folder, 'document.json');
  const out = openSync(output, 'w');
  try {
    const [program, ...args] = wardline(file);
    const { status, stderr } = spawnSync(program, args, { stdio: ['ignore', out, 'pipe'], encoding: 'utf8' });
    if (status !== 0) throw new Error(`wardline ended with ${status}: ${stderr.slice(-400)}`);
    const document: AnalysisDocument = JSON.parse(readFileSync(output, 'utf8'));
    return document;
  } finally {
    closeSync(out);
    rmSync(folder, { recursive: true });
  }
}

const countOf = ({ conversations }: AnalysisDocument, transport: string): number =>
  conversations.filter((conversation) => conversation.transport === transport).length;

function actionsOf({ conversations }: AnalysisDocument, protocol: string, verb: RegExp): number {
  const actions = conversations.filter((one) => one.protocol === protocol).flatMap((one) => one.actions);
  return actions.filter((action) => verb.test(action.verb)).reduce((sum, { count }) => sum + count, 0);
}

/** Undefined where the counting program is not installed. */
function countPackets(file: string): number | undefined {
  if (!isInstalled('capinfos')) return undefined;
  const { stdout } = spawnSync('capinfos', ['-c', '-M', file], { encoding: 'utf8' });
  return Number(/Number of packets:\s+(\d+)/.exec(stdout)?.[1]);
}

function countTcpConversations(file: string): number | undefined {
  if (!isInstalled('tshark')) return undefined;
  const options = { encoding: 'utf8', maxBuffer: 2 ** 30 } as const;
  const { stdout } = spawnSync('tshark', ['-n', '-q', '-z', 'conv,tcp', '-r', file], options);
  return stdout.match(/ <-> /g)?.length ?? 0;
}
