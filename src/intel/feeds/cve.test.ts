import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveFiles } from '../feed-server.samples.ts';
import { Client } from '../http/client.ts';
import { syncFeed } from '../sync.ts';
import { zipOf } from '../zip.samples.ts';
import { cveFeed } from './cve.ts';

const record = (id: string, title: string): string =>
  JSON.stringify({
    cveMetadata: { cveId: id, state: 'PUBLISHED', dateUpdated: '2026-08-01T00:00:00Z' },
    containers: { cna: { title } },
  });
const zip = (records: Readonly<Record<string, string>>): Buffer =>
  zipOf(Object.fromEntries(Object.entries(records).map(([id, title]) => [`cves/${id}.json`, record(id, title)])));

test('all records come once, and then what changed, also over days that were missed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-cve-'));
  const client = new Client();
  onTestFinished(() => {
    client.close();
    rmSync(folder, { recursive: true });
  });
  const server = await serveFiles();
  const releases: object[] = [];
  const publish = (at: string, name: string, content: Buffer): void => {
    server.files.set(`/${name}`, content);
    releases.unshift({ published_at: at, assets: [{ name, browser_download_url: `${server.url}/${name}` }] });
    server.files.set('/releases', JSON.stringify(releases));
  };
  const sync = (at: string) =>
    syncFeed(cveFeed(`${server.url}/releases`), { folder, from: { client }, now: Date.parse(at), force: true });

  publish(
    '2026-08-01T00:05:00Z',
    '1_all_CVEs_at_midnight.zip.zip',
    zipOf({ 'cves.zip': zip({ 'CVE-2026-1000': 'a', 'CVE-2026-1001': 'b' }) }),
  );
  publish('2026-08-01T03:05:00Z', '1_delta_CVEs_at_0300Z.zip', zip({ 'CVE-2026-1001': 'changed' }));
  expect(await sync('2026-08-01T04:00:00Z')).toMatchObject({ outcome: 'new', copy: { count: 2 } });
  expect(await sync('2026-08-01T04:10:00Z')).toMatchObject({ outcome: 'same' });

  publish(
    '2026-08-01T23:55:00Z',
    '1_delta_CVEs_at_end_of_day.zip',
    zip({ 'CVE-2026-1001': 'changed', 'CVE-2026-1002': 'c' }),
  );
  publish('2026-08-02T05:05:00Z', '2_delta_CVEs_at_0500Z.zip', zip({ 'CVE-2026-1003': 'd' }));
  publish(
    '2026-08-02T06:05:00Z',
    '2_delta_CVEs_at_0600Z.zip',
    zip({ 'CVE-2026-1003': 'd', 'CVE-2026-1000': 'corrected' }),
  );
  const asked = server.asked.length;
  expect(await sync('2026-08-02T07:00:00Z')).toMatchObject({
    copy: { count: 4 },
    change: { added: ['CVE-2026-1002', 'CVE-2026-1003'], changed: ['CVE-2026-1000'], removed: [] },
  });
  expect(server.asked.slice(asked)).toEqual([
    '/releases',
    '/1_delta_CVEs_at_end_of_day.zip',
    '/2_delta_CVEs_at_0600Z.zip',
  ]);

  publish('2026-08-03T01:05:00Z', '3_delta_CVEs_at_0100Z.zip', zip({ 'CVE-2026-1004': 'e' }).subarray(0, 50));
  expect(await sync('2026-08-03T02:00:00Z')).toMatchObject({ outcome: 'failed', copy: { count: 4 } });
});
