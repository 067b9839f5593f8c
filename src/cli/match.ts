/** `wardline match`: advisories beside devices, as a table or as JSON lines. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { AppError } from '../lib/errors.ts';
import { type Correction, correctAdvisory, readCorrections } from '../vulnerability/csaf/corrections.ts';
import { readAdvisoryFiles } from '../vulnerability/csaf/read-advisory-files.ts';
import { Matcher } from '../vulnerability/match/matcher.ts';
import type { Subject } from '../vulnerability/match/subject.ts';
import { readSubjectLine } from '../vulnerability/match/subject-line.ts';
import { type Match, VERDICTS, type Verdict } from '../vulnerability/match/verdict.ts';
import { readSubjects } from '../vulnerability/store/subjects.ts';
import { oneLine } from '../lib/one-line.ts';
import { openRunning } from './running-store.ts';
import { table } from './table.ts';

export interface MatchArguments {
  readonly advisories: readonly string[];
  /** JSON lines; `undefined`: the devices of the Wardline that runs. */
  readonly devices: string | undefined;
  /** A file of corrections of one's own. */
  readonly corrections: string | undefined;
  /** With commas between; `undefined`: all. */
  readonly verdict: string | undefined;
  readonly json: boolean;
  readonly data: string | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly subject: Subject;
}

/** Refused files that are named one by one. */
const SHOWN = 20;

/** @throws AppError when a file cannot be read, no advisory could be, or nothing runs */
export async function runMatch({
  advisories,
  devices,
  corrections,
  verdict,
  json,
  data,
}: MatchArguments): Promise<void> {
  const wanted = verdictsOf(verdict);
  const { matcher, loaded, refused } = load(advisories, correctionsIn(corrections));
  tell(refused);
  if (loaded === 0) throw new AppError('invalid', `No advisory could be read in ${advisories.join(', ')}`);
  const print = async (subjects: AsyncIterable<Named>): Promise<void> => {
    const found = matchesOf(matcher, subjects, wanted);
    await (json ? printLines(found) : printTable(found, loaded));
  };
  if (devices !== undefined) return print(subjectsIn(devices));
  const store = await openRunning(data);
  try {
    await print(readSubjects(store.db));
  } finally {
    await store.close();
  }
}

function verdictsOf(told: string | undefined): ReadonlySet<Verdict> {
  if (told === undefined) return new Set(VERDICTS);
  return new Set(
    told.split(',').map((word) => {
      const verdict = VERDICTS.find((each) => each === word.trim());
      if (verdict === undefined) throw new AppError('invalid', `--verdict takes ${VERDICTS.join(', ')}; not ${word}`);
      return verdict;
    }),
  );
}

function load(
  paths: readonly string[],
  corrections: readonly Correction[],
): { matcher: Matcher; loaded: number; refused: string[] } {
  const matcher = new Matcher();
  const refused: string[] = [];
  let loaded = 0;
  for (const file of readAdvisoryFiles(paths)) {
    if (file.advisory === undefined) {
      refused.push(file.refused ?? '');
      continue;
    }
    const { advisory, unused } = correctAdvisory(file.advisory, corrections);
    refused.push(...unused);
    matcher.put(advisory);
    loaded += 1;
  }
  return { matcher, loaded, refused };
}

function correctionsIn(file: string | undefined): Correction[] {
  if (file === undefined) return [];
  try {
    return readCorrections(file, readFileSync(file));
  } catch (cause) {
    if (cause instanceof AppError || !(cause instanceof Error)) throw cause;
    throw new AppError('not-found', `${file} cannot be read: ${cause.message}`, { cause });
  }
}

function tell(refused: readonly string[]): void {
  for (const sentence of refused.slice(0, SHOWN)) process.stderr.write(`${oneLine(sentence)}\n`);
  if (refused.length > SHOWN) process.stderr.write(`… and ${refused.length - SHOWN} more sentences of this kind\n`);
}

async function* subjectsIn(file: string): AsyncGenerator<Named> {
  const input = file === '-' ? process.stdin : await opened(file);
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const { id, subject } = readSubjectLine(line, number);
    yield { id, name: [subject.manufacturer, subject.model].filter(Boolean).join(' '), subject };
  }
}

/** @throws AppError `not-found` when it cannot be opened */
async function opened(file: string): Promise<Readable> {
  try {
    const handle = await open(file);
    return handle.createReadStream();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new AppError('not-found', `${file} cannot be read: ${cause.message}`, { cause });
  }
}

interface Found extends Named {
  readonly matches: readonly Match[];
}

async function* matchesOf(
  matcher: Matcher,
  subjects: AsyncIterable<Named>,
  wanted: ReadonlySet<Verdict>,
): AsyncGenerator<Found> {
  for await (const named of subjects) {
    yield { ...named, matches: matcher.match(named.subject).filter(({ verdict }) => wanted.has(verdict)) };
  }
}

/** Writes no faster than the reader takes it. */
async function printLines(found: AsyncIterable<Found>): Promise<void> {
  for await (const { id, matches } of found) {
    if (!process.stdout.write(`${JSON.stringify({ id, matches })}\n`)) await once(process.stdout, 'drain');
  }
}

/** The last reason that tells something of this device. */
const whyOf = (reasons: readonly string[]): string =>
  reasons.findLast((reason) => !/^(?:Somebody has to look|So the advisory|The advisory says)/.test(reason)) ?? '';

const WORDS: Readonly<Record<Verdict, string>> = {
  affected: 'affected',
  possible: 'to look at',
  fixed: 'fixed',
  not_affected: 'not affected',
};
const HEADINGS = ['Device', 'Version', 'Advisory', 'Verdict', 'Vulnerabilities', 'Why'];

async function printTable(found: AsyncIterable<Found>, loaded: number): Promise<void> {
  const rows: string[][] = [];
  let devices = 0;
  let concerned = 0;
  for await (const { name, id, subject, matches } of found) {
    devices += 1;
    if (matches.length > 0) concerned += 1;
    for (const { advisory, verdict, cves, reasons } of matches) {
      const [first = '', ...others] = cves;
      const listed = others.length === 0 ? first : `${first} and ${others.length} more`;
      rows.push([
        name === '' ? id : name,
        subject.version ?? 'not known',
        advisory,
        WORDS[verdict],
        listed,
        whyOf(reasons),
      ]);
    }
  }
  if (rows.length > 0) process.stdout.write(`${table(HEADINGS, rows)}\n`);
  process.stdout.write(
    `${concerned} of ${devices} devices are concerned by ${loaded} advisories; --json tells every reason\n`,
  );
}
