/** One device of the mailed page: what it is, how we know, whom it talks to. */
import type { ConversationEntry, Device } from '../../analysis/document.ts';
import { protectionOf } from '../../dataflow/protection.ts';
import { childName, childProduct } from '../../inventory/child-words.ts';
import { CLASS_LABELS, deviceName, productName, typeLabel } from '../../inventory/device-name.ts';
import { html, type Markup } from './markup.ts';

/** How many peers, and how many pieces of evidence, are listed for one device; the JSON document has all. */
const MAX_PEERS = 40;
const MAX_EVIDENCE = 60;

export function deviceSection(
  device: Device,
  conversations: readonly ConversationEntry[],
  name: (id: string) => string,
): Markup {
  const { addresses, macs, serial, software, os, udi } = device;
  const what = [productName(device), device.type === 'unknown' ? undefined : typeLabel(device.type)].filter(Boolean);
  return html`<details id="${device.id}">
    <summary>
      <strong>${deviceName(device)}</strong>
      <span class="soft small">${what.join(' · ') || CLASS_LABELS[device.class]} · ${addresses[0] ?? macs[0]}</span>
    </summary>
    <dl class="facts small">
      ${fact('Kind', `${CLASS_LABELS[device.class]}${device.type === 'unknown' ? '' : `, ${typeLabel(device.type)} (${Math.round(device.confidence * 100)} % sure)`}`)}
      ${fact('Manufacturer', device.manufacturer)}${fact('Model', device.model)}${fact('Serial number', serial)}${fact('Software', software)}${fact('Operating system', os)}${fact('UDI', udi)}
      ${fact('Addresses', addresses.join(', '))}${fact('Hardware addresses', macs.join(', '))}${fact('Does', device.roles.join(', '))}${fact('Behind it', behind(device))}
    </dl>
    ${peerTable(device, conversations, name)} ${evidenceTable(device)}
  </details> `;
}

const behind = ({ children = [] }: Device): string =>
  children
    .map(
      (child) =>
        `${childName(child)} (${childProduct(child)}${child.serial === null ? '' : `, serial ${child.serial}`})`,
    )
    .join('; ');

const fact = (name: string, value: string | null | undefined): Markup | false =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

function peerTable(device: Device, conversations: readonly ConversationEntry[], name: (id: string) => string): Markup {
  const alike = Map.groupBy(conversations, (it) => {
    const peer = it.client.device === device.id ? it.server : it.client;
    return [
      peer.device === null ? peer.address : name(peer.device),
      it.protocol ?? it.transport,
      protectionOf(it),
    ].join('\n');
  });
  if (alike.size === 0) return html`<p class="soft small">No conversations.</p>`;
  const rows = [...alike].slice(0, MAX_PEERS).map(([key, group]) => {
    const [peer = '', protocol = '', protection = ''] = key.split('\n');
    const data = [...new Set(group.flatMap((it) => it.data.map(({ category }) => category)))];
    return html`<tr>
      <td>${peer}</td>
      <td>${protocol}</td>
      <td>${protection}</td>
      <td>${data.join(', ')}</td>
    </tr>`;
  });
  return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Talks to</th>
            <th>Protocol</th>
            <th>Protection</th>
            <th>Data seen</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${alike.size > MAX_PEERS && html`<p class="soft small">and ${alike.size - MAX_PEERS} more</p>`}`;
}

function evidenceTable({ attributes }: Device): Markup | false {
  if (attributes.length === 0) return false;
  const rows = attributes.slice(0, MAX_EVIDENCE).map(
    ({ name, value, protocol, capture, frame }) =>
      html`<tr>
        <td>${name}</td>
        <td class="mono">${value}</td>
        <td>${protocol}</td>
        <td>${capture + 1}</td>
        <td>${frame}</td>
      </tr>`,
  );
  return html`<p class="soft small" style="margin-top:12px">How we know</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Fact</th>
            <th>Value</th>
            <th>Protocol</th>
            <th>Capture</th>
            <th>Frame</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${attributes.length > MAX_EVIDENCE && html`<p class="soft small">and ${attributes.length - MAX_EVIDENCE} more</p>`}`;
}
