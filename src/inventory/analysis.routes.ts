/** Answers what can be asked about devices, from an analysis in memory. */
import type { AnalysisDocument } from '../analysis/document.ts';
import { notFound } from '../lib/errors.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import { deviceList, deviceRows } from './device-list.ts';
import { deviceName } from './device-name.ts';
import * as contract from './inventory.contract.ts';

export function analysisDeviceRoutes(document: AnalysisDocument): Route[] {
  const list = deviceList(document);
  const rows = deviceRows(document);
  const devices = new Map(document.devices.map((device) => [device.id, device]));
  return [
    route(contract.listDevices, list),
    route(contract.getDevice, ({ id }) => {
      const device = devices.get(id);
      const row = rows.get(id);
      if (device === undefined || row === undefined) throw notFound('Device', id);
      const findings = document.findings.filter((finding) => finding.device === id || finding.peer === id);
      const because = 'It was read from a capture, and no sensor listens.';
      return {
        name: deviceName(device),
        device,
        findings,
        row,
        presence: { state: 'unwatched' as const, since: device.last, because },
        approval: null,
        words: [],
        decisions: [],
        attachments: [],
        asset: null,
      };
    }),
  ];
}
