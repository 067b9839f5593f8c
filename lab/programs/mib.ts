/**
 * A part of a MIB for snmpd's `pass_persist`: what stands in a file, a line each with an object identifier, a type and a value. The file
 * may change while it is served.
 *
 * @see snmpd.conf(5), MIB-specific extension commands
 */
import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface Entry {
  readonly oid: string;
  readonly type: string;
  readonly value: string;
}

const [file = ''] = process.argv.slice(2);
let read = 0;
let entries: Entry[] = [];

function current(): readonly Entry[] {
  const { mtimeMs } = statSync(file);
  if (mtimeMs !== read) {
    read = mtimeMs;
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('.'));
    entries = lines.map((line) => {
      const [oid = '', type = '', ...value] = line.split(' ');
      return { oid, type, value: value.join(' ') };
    });
    entries.sort((a, b) => compare(a.oid, b.oid));
  }
  return entries;
}

function compare(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    if (left[at] !== right[at]) return (left[at] ?? 0) - (right[at] ?? 0);
  }
  return left.length - right.length;
}

const partsOf = (oid: string): number[] => oid.split('.').slice(1).map(Number);

function find(verb: string, oid: string): Entry | undefined {
  if (verb === 'get') return current().find((entry) => entry.oid === oid);
  return current().find((entry) => compare(entry.oid, oid) > 0);
}

let verb = '';
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'PING') process.stdout.write('PONG\n');
  else if (line === 'get' || line === 'getnext') verb = line;
  else if (verb !== '') {
    const entry = find(verb, line);
    process.stdout.write(entry === undefined ? 'NONE\n' : `${entry.oid}\n${entry.type}\n${entry.value}\n`);
    verb = '';
  }
}
