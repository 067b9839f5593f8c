import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { hospital } from '../../web/fixture.ts';
import type { AnalysisDocument } from '../analysis/document.ts';
import { everyoneMay } from '../platform/http/actor.ts';
import type { Endpoint } from '../platform/http/endpoint.ts';
import { createServer } from '../platform/http/server.ts';
import * as contract from './dataflow.contract.ts';
import { analysisFlowRoutes } from './analysis.routes.ts';

const demo = hospital();

const onBug = (error: Error): never => {
  throw error;
};
const server = serve(demo);

function serve(document: AnalysisDocument) {
  const actorOf = everyoneMay('flow:read', 'finding:read', 'evidence:read');
  return createServer({ routes: analysisFlowRoutes(document), actorOf, version: '1', onBug });
}

/** What `path` answers, checked against what its endpoint promises. */
async function get<O extends z.ZodType>(it: Endpoint<`/${string}`, z.ZodObject, O>, path: string, from = server) {
  return it.output.parse(await (await from.request(`/api${path}`)).json());
}

const idOf = (name: string) => demo.devices.find(({ names }) => names.includes(name))?.id ?? 'none';

describe('the overview', () => {
  test('says in one sentence what is the matter', async () => {
    const { sentence } = await get(contract.getOverview, '/overview');
    expect(sentence).toBe('13 of 14 medical devices exchange patient data that anyone on the network can read.');
  });

  test('says so when nothing is', async () => {
    const empty = { ...demo, devices: [], conversations: [], findings: [], captures: [] };
    expect((await get(contract.getOverview, '/overview', serve(empty))).sentence).toBe('The captures show no devices.');
    const calm = { ...demo, conversations: [], findings: [] };
    const { sentence } = await get(contract.getOverview, '/overview', serve(calm));
    expect(sentence).toBe('Nothing wrong was found in what the captures show.');
  });

  test('says what the captures did not show', async () => {
    const cut = {
      ...demo,
      captures: demo.captures.map((it) => ({ ...it, incomplete: 'truncated record at byte 99' })),
    };
    const { blind } = await get(contract.getOverview, '/overview', serve(cut));
    expect(blind[0]).toBe('lab/demo/hospital.pcapng was not read to its end: truncated record at byte 99.');
    expect(blind).toContain('Of 3 conversations only one direction was captured.');
    expect(blind).toContain('2 devices could not be identified.');
  });

  test('counts every conversation under exactly one protection', async () => {
    const { traffic } = await get(contract.getOverview, '/overview');
    expect(traffic.reduce((sum, { conversations }) => sum + conversations, 0)).toBe(demo.conversations.length);
  });
});

describe('the flows of a device', () => {
  test('begin with what is worst protected, and say which patient fields went over the wire', async () => {
    const { flows } = await get(contract.listFlows, `/devices/${idOf('CT-1')}/flows`);
    expect(flows[0]).toMatchObject({ protection: 'exposed', protocol: 'dicom', opens: true, peer: { name: 'PACS' } });
    expect(flows[0]?.data[0]?.fields).toContain('PatientName');
  });

  test('join conversations that are alike, without adding up patients that may be the same', async () => {
    const twice = { ...demo, conversations: [...demo.conversations, ...demo.conversations] };
    const path = `/devices/${idOf('CT-1')}/flows`;
    const [once, joined] = [await get(contract.listFlows, path), await get(contract.listFlows, path, serve(twice))];
    expect(joined.flows).toHaveLength(once.flows.length);
    expect(joined.flows[0]?.sent).toBe(2 * (once.flows[0]?.sent ?? 0));
    expect(joined.flows[0]?.data[0]?.patients).toBe(once.flows[0]?.data[0]?.patients);
  });

  test('of a server tell what it was sent as received', async () => {
    const { flows } = await get(contract.listFlows, `/devices/${idOf('PACS')}/flows`);
    expect(flows.every(({ opens, received, sent }) => !opens && received > sent)).toBe(true);
  });

  test('call old TLS weak and new TLS encrypted', async () => {
    const { flows } = await get(contract.listFlows, `/devices/${idOf('XR')}/flows`);
    expect(flows[0]).toMatchObject({ protection: 'weak', encryption: 'TLS 1.0' });
    const ward = await get(contract.listFlows, `/devices/${idOf('PC-WARD-1')}/flows`);
    expect(ward.flows.find(({ port }) => port === 443)).toMatchObject({
      protection: 'encrypted',
      encryption: 'TLS 1.3',
    });
  });

  test('of a device that does not exist are a problem', async () => {
    expect((await server.request('/api/devices/none/flows')).status).toBe(404);
  });
});

describe('the map', () => {
  test('shows each device of a small hospital, and each edge between two of its nodes', async () => {
    const { by, nodes, edges } = await get(contract.getMap, '/map');
    expect(by).toBe('device');
    expect(nodes).toHaveLength(demo.devices.length);
    const ids = new Set(nodes.map(({ id }) => id));
    expect(edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
    expect(edges.reduce((sum, it) => sum + it.conversations, 0)).toBe(demo.conversations.length);
  });

  test('groups a large hospital by type, and opens one group when asked to', async () => {
    const large = serve(hospital(3000));
    const { by, nodes, edges } = await get(contract.getMap, '/map', large);
    expect(by).toBe('type');
    expect(nodes.length).toBeLessThan(30);
    expect(edges.length).toBeLessThan(60);
    expect(nodes.reduce((sum, { devices }) => sum + devices, 0)).toBe(hospital(3000).devices.length);
    const pumps = nodes.find(({ type }) => type === 'infusion-pump')?.devices ?? 0;
    const opened = await get(contract.getMap, '/map?open=medical/infusion-pump', large);
    expect(opened.nodes).toHaveLength(nodes.length - 1 + pumps);
  });

  test('draws only what is asked for', async () => {
    const { edges } = await get(contract.getMap, '/map?protection=exposed&protocol=dicom');
    expect(edges.length).toBeGreaterThan(3);
    expect(edges.every((it) => it.protection === 'exposed' && it.protocols.includes('dicom'))).toBe(true);
  });

  test('counts what it cannot draw', async () => {
    const [first, ...rest] = demo.conversations;
    const lost = first === undefined ? [] : [{ ...first, server: { ...first.server, device: null } }];
    const map = await get(contract.getMap, '/map', serve({ ...demo, conversations: [...lost, ...rest] }));
    expect(map.unanswered).toBe(1);
  });
});

describe('findings', () => {
  test('come with names, the most severe first', async () => {
    const { findings, all, severities } = await get(contract.listFindings, '/findings');
    expect(findings[0]).toMatchObject({ finding: { severity: 'critical' }, peer: { name: 'PACS' } });
    expect(findings.at(-1)?.finding.severity).toBe('low');
    expect(Object.values(severities).reduce((sum, count) => sum + count, 0)).toBe(all);
  });

  test('are filtered by severity, rule and words', async () => {
    const { findings } = await get(
      contract.listFindings,
      '/findings?severity=high&rule=cleartext-patient-data&search=pump-1',
    );
    expect(findings.map(({ finding }) => finding.title)).toEqual([
      'PUMP-1 sends patient names unencrypted to HL7-ENGINE',
    ]);
  });
});

describe('evidence', () => {
  test('of a frame is all that was concluded from it', async () => {
    const frame = demo.conversations[0]?.evidence.frame;
    const { findings, conversation } = await get(contract.getEvidence, `/captures/0/frames/${frame}`);
    expect(findings[0]?.says).toBe('dicom in the clear');
    expect(conversation).toMatchObject({ client: { name: 'CT-1' }, server: { name: 'PACS' } });
  });

  test('names the values and whose they are', async () => {
    const attribute = demo.devices[0]?.attributes[0];
    const { values } = await get(contract.getEvidence, `/captures/0/frames/${attribute?.frame}`);
    expect(values.map((it) => it.attribute)).toContainEqual(attribute);
  });

  test.each(['/captures/0/frames/999999', '/captures/7/frames/1'])(
    'that does not exist is a problem: %s',
    async (path) => {
      expect((await server.request(`/api${path}`)).status).toBe(404);
    },
  );

  test('frames are counted from 1', async () => {
    expect((await server.request('/api/captures/0/frames/0')).status).toBe(400);
  });
});
