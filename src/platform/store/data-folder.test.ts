import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { claimDataFolder, dataFolderOf, openDataFolder } from './data-folder.ts';
import { layoutOf } from './embedded/layout.ts';

const folders: string[] = [];
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-folder-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('an option goes before WARDLINE_DATA, and that before where such data belongs', () => {
  vi.stubEnv('WARDLINE_DATA', '/srv/data');
  expect(dataFolderOf('/elsewhere')).toBe('/elsewhere');
  expect(dataFolderOf()).toBe('/srv/data');
  vi.stubEnv('WARDLINE_DATA', '');
  vi.stubEnv('XDG_DATA_HOME', '/home/nurse/data');
  expect(dataFolderOf()).toBe(process.getuid?.() === 0 ? '/var/lib/wardline' : '/home/nurse/data/wardline');
});

test('a folder is claimed by one at a time, and free again when its holder let go or was killed', () => {
  const folder = temporary();
  openDataFolder(folder);
  const release = claimDataFolder(folder);
  expect(() => claimDataFolder(folder)).toThrow(new RegExp(`process ${process.pid}, started .*end it first`));
  expect(claimElsewhere(folder)).toMatch(/Another Wardline/);
  release();
  expect(claimElsewhere(folder)).toBe('claimed');
  claimDataFolder(folder)();
});

/** By another process, which kills itself while it has it. */
function claimElsewhere(folder: string): string {
  const script = `import { claimDataFolder } from ${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))};
    try { claimDataFolder(${JSON.stringify(folder)}); console.log('claimed'); } catch (error) { console.log(error.message); }
    process.kill(process.pid, 'SIGKILL');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return stdout.trim();
}

test('a socket’s path never becomes longer than the kernel takes', () => {
  for (const length of [1, 60, 83, 84, 85, 200, 3000]) {
    const { socket } = layoutOf(`/${'x'.repeat(length)}`);
    expect(Buffer.byteLength(`${socket}/.s.PGSQL.5432`)).toBeLessThanOrEqual(107);
  }
  expect(layoutOf('/var/lib/wardline').socket).toBe('/var/lib/wardline/run');
  expect(layoutOf('/a'.repeat(100)).socket).not.toBe(layoutOf('/b'.repeat(100)).socket);
});
