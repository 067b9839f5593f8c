/** Whatever one gives the command by mistake: it says what is wrong, in one line, and ends as documented. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { generate } from '../../bench/traffic/generate.ts';
import { AnalysisDocument, type Capture } from '../../src/analysis/document.ts';
import { wardline, WARDLINE } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'wardline-bad-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good = join(folder, 'good.pcap');
const made = generate(good, 'mixed', 0.0005);
const bytes = readFileSync(good);
const FILE_HEADER = 24;

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The capture as the document describes it. */
function analysed(path: string, input?: Uint8Array): Capture | undefined {
  const { code, stdout, stderr } = wardline(['analyze', path, '--json'], input === undefined ? {} : { input });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return AnalysisDocument.parse(JSON.parse(stdout)).captures[0];
}

describe('what is no capture, or not all of one, is analysed as far as it goes', () => {
  test('an empty file', () => {
    expect(analysed(file('empty', ''))).toMatchObject({ format: null, frames: 0, incomplete: 'the file is empty' });
  });

  test('a text file', () => {
    const text = file('notes.txt', 'Captures are in the other folder.\n');
    expect(analysed(text)).toMatchObject({
      format: null,
      frames: 0,
      incomplete: 'neither pcap nor pcapng: it looks like text',
    });
  });

  test('a capture that ends in the middle of a frame', () => {
    const capture = analysed(file('truncated.pcap', bytes.subarray(0, bytes.length - 10)));
    expect(capture?.frames).toBe(made.packets - 1);
    expect(capture?.incomplete).toMatch(/^truncated record at byte \d+: it claims \d+ bytes, \d+ are left$/);
  });

  test('a capture of a link type that nobody here understands', () => {
    const foreign = Uint8Array.from(bytes);
    foreign[20] = 147;
    expect(analysed(file('foreign.pcap', foreign))).toMatchObject({
      frames: made.packets,
      incomplete: 'link type 147 is not understood: such frames are only counted',
    });
  });

  test('standard input that is closed before the end, or at once', () => {
    const incomplete: unknown = expect.stringMatching(/^truncated record at byte \d+/);
    expect(analysed('-', bytes.subarray(0, 5000))).toMatchObject({ format: 'pcap', incomplete });
    expect(analysed('-', new Uint8Array())).toMatchObject({ frames: 0, incomplete: 'the file is empty' });
  });

  test('a file of 20 GB with nothing behind its first frames, without reading through it', () => {
    const sparse = file('sparse.pcap', bytes);
    truncateSync(sparse, 20 * 2 ** 30);
    expect(analysed(sparse)).toMatchObject({
      frames: made.packets,
      incomplete: `damaged record at byte ${bytes.length}: only zeros follow`,
    });
  });

  test('a file of 20 GB of nothing', () => {
    const sparse = file('zeros.pcap', '');
    truncateSync(sparse, 20 * 2 ** 30);
    expect(analysed(sparse)).toMatchObject({ format: null, frames: 0 });
  });

  test('a capture without a single frame is complete', () => {
    expect(analysed(file('none.pcap', bytes.subarray(0, FILE_HEADER)))).toMatchObject({ frames: 0, incomplete: null });
  });
});

describe('what the caller can mend ends with 2 and one line', () => {
  test('a file that does not exist, even among others', () => {
    const missing = join(folder, 'missing.pcap');
    expect(complaint('analyze', missing)).toBe(`wardline: ${missing} does not exist`);
    expect(complaint('analyze', good, missing, '--json')).toBe(`wardline: ${missing} does not exist`);
  });

  test('a directory', () => {
    expect(complaint('analyze', folder)).toBe(`wardline: ${folder} is a directory, not a capture`);
  });

  test('a file that one may not read', () => {
    const secret = file('secret.pcap', bytes);
    chmodSync(secret, 0);
    const { code, stderr } = wardline(['analyze', secret], { starter: withoutOverride() });
    expect({ code, stderr }).toEqual({ code: 2, stderr: `wardline: ${secret} may not be read by this user\n` });
  });

  test('an unknown option, an unknown command and no file', () => {
    expect(complaint('analyze', '--jsno', good)).toContain("error: unknown option '--jsno'");
    expect(complaint('analise', good)).toContain("error: unknown command 'analise'");
    expect(complaint('analyze')).toBe("error: missing required argument 'file'");
  });
});

test('a reader that goes away is no failure', async () => {
  const child = spawn(process.execPath, [WARDLINE, 'analyze', good, good, good, '--json']);
  let complaints = '';
  child.stderr.on('data', (text) => (complaints += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const [code]: unknown[] = await once(child, 'close');
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
});

/** The first line of what is said of `args` that nobody can work with. */
function complaint(...args: readonly string[]): string | undefined {
  const { code, stdout, stderr } = wardline(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr.split('\n')[0];
}

/** Takes from root what lets it read everything; others have it not. */
function withoutOverride(): readonly string[] {
  if (process.getuid?.() !== 0) return [];
  const less = '-dac_override,-dac_read_search';
  return ['setpriv', `--inh-caps=${less}`, `--bounding-set=${less}`];
}
