/** The analysis as one page without scripts or outside parts, to mail to a colleague. */
import type { AnalysisDocument, Device, Finding } from '../../analysis/document.ts';
import { flowMap } from '../../dataflow/flow-map.ts';
import { overview } from '../../dataflow/overview.ts';
import { CLASS_LABELS, CLASS_ORDER, deviceName, typeLabel } from '../../inventory/device-name.ts';
import { deviceSection } from './device-section.ts';
import { flowPicture } from './flow-picture.ts';
import { html, type Markup } from './markup.ts';
import { style } from './style.ts';

export function htmlPage(document: AnalysisDocument): string {
  const { devices, captures, findings, conversations } = document;
  const { sentence, blind, frames } = overview(document);
  const local = devices.filter(({ scope }) => scope === 'local').toSorted(byClass);
  const names = new Map(devices.map((device) => [device.id, deviceName(device)]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const map = flowMap(document)({ by: 'auto', open: [], protocol: [], protection: [] });
  const talks = Map.groupBy(
    conversations.flatMap((it) => [
      { device: it.client.device, it },
      ...(it.server.device === it.client.device ? [] : [{ device: it.server.device, it }]),
    ]),
    ({ device }) => device,
  );
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Wardline: ${sentence}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>${sentence}</h1>
          <p class="soft">
            ${captures.map(({ file }) => file.split('/').at(-1)).join(', ')} · ${frames} frames · ${local.length}
            devices, ${devices.length - local.length} addresses of the Internet
          </p>
          <h2>What is wrong</h2>
          ${findings.length === 0 ? html`<p>Nothing wrong was found in what the captures show.</p>` : findingGroups(findings)}
          <h2>Who talks to whom</h2>
          <p class="small">
            <span class="key exposed"></span>patient data or passwords in clear &nbsp;
            <span class="key weak"></span>weakly encrypted &nbsp; <span class="key encrypted"></span>encrypted &nbsp;
            <span class="key"></span>other
          </p>
          <div class="scroll">${flowPicture(map)}</div>
          <h2>Devices</h2>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Name</th>
                  <th>Type</th>
                  <th>Manufacturer, model</th>
                  <th>Software</th>
                  <th>Address</th>
                </tr>
              </thead>
              <tbody>
                ${local.map(deviceRow)}
              </tbody>
            </table>
          </div>
          <h2>Each device and how we know</h2>
          ${local.map((device) =>
            deviceSection(
              device,
              (talks.get(device.id) ?? []).map(({ it }) => it),
              nameOf,
            ),
          )}
          <h2>What the captures did not show</h2>
          <ul>
            ${blind.map((it) => html`<li>${it}</li>`)}
          </ul>
          <p class="soft small">
            Made by Wardline. No patient's data is in this page: fields are named and patients are counted.
          </p>
        </main>
      </body>
    </html> `;
  return page.text;
}

/** What is wrong in the same way, with what to do about it said once. */
function findingGroups(findings: readonly Finding[]): Markup[] {
  return [...Map.groupBy(findings, ({ advice }) => advice)].map(
    ([advice, group]) =>
      html`<p class="advice">${advice}</p>
        ${group.map(findingPart)}`,
  );
}

function findingPart({ severity, title, evidence }: Finding): Markup {
  return html`<div class="finding ${severity}">
    <span class="tag">${severity}</span> <strong>${title}</strong>
    <ul class="small soft">
      ${evidence.slice(0, 3).map(({ capture, frame, says }) => html`<li>Capture ${capture + 1}, frame ${frame}: ${says}</li>`)}
    </ul>
  </div> `;
}

function deviceRow(device: Device): Markup {
  const { id, manufacturer, model, software, os, addresses, macs, type } = device;
  const kind = type === 'unknown' ? CLASS_LABELS[device.class] : typeLabel(type);
  const made = [manufacturer, model].filter((it) => it !== null).join(' ');
  return html`<tr>
    <td><a href="#${id}">${deviceName(device)}</a></td>
    <td>${kind}</td>
    <td>${made}</td>
    <td>${software ?? os}</td>
    <td class="mono">${addresses[0] ?? macs[0]}</td>
  </tr>`;
}

const byClass = (a: Device, b: Device): number =>
  CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class) || deviceName(a).localeCompare(deviceName(b), 'en');
