/** IT: addresses, names, time, files, web pages, printers, and those who look after them; what every other scene stands on. */
import { DOMAIN, ROUTER, TECHNICIAN } from '../hartley.ts';
import { patients } from '../patients.ts';
import type { Cast } from '../cast.ts';
import type { Scene } from '../scene.ts';
import { announce } from '../software/avahi.ts';
import { startTimeServer } from '../software/chrony.ts';
import { WINDOWS } from '../software/dhcp-options.ts';
import { makeAuthority, startWeb } from '../software/nginx.ts';
import { exchangeFile, startFileServer } from '../software/samba.ts';
import { poll, type SnmpDress, startAgent } from '../software/snmp.ts';
import { logIn, startSsh } from '../software/ssh.ts';
import { fetchPlain, fetchSecure } from '../software/web-clients.ts';
import type { Stage } from '../stage.ts';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const NETBIOS = { client: 'WARD3-PC07', server: 'FILES01' };
const UPDATE = 'spectrum/9.02.02.bin';

const hosts = {
  router: {
    macs: ['14:84:73:20:00:01'],
    addresses: [ROUTER],
    class: 'network',
    type: 'router',
    manufacturer: 'Cisco',
    os: 'Cisco IOS 16.9.4',
    playedBy: 'Linux forwarding, radvd, Net-SNMP snmpd',
  },
  core: {
    macs: ['10:65:30:20:00:02'],
    addresses: ['10.20.0.2'],
    class: 'it',
    type: 'dhcp-server',
    manufacturer: 'Dell',
    playedBy: 'dnsmasq, chrony, tftp-hpa',
  },
  files: {
    macs: ['10:65:30:20:00:15'],
    addresses: ['10.20.0.15'],
    class: 'it',
    type: 'file-server',
    manufacturer: 'Dell',
    os: 'Linux (Debian 12)',
    playedBy: 'Samba smbd, OpenSSH sshd',
  },
  portal: {
    macs: ['3c:ec:ef:20:00:16'],
    addresses: ['10.20.0.16'],
    class: 'it',
    type: 'server',
    manufacturer: null, // its board's maker sells to many
    playedBy: 'nginx',
  },
  watch: {
    macs: ['10:65:30:20:00:17'],
    addresses: ['10.20.0.17'],
    class: 'it',
    type: 'workstation',
    manufacturer: 'Dell',
    os: 'Linux (Debian 12)',
    playedBy: 'Net-SNMP, OpenSSH, OpenSSL, curl',
  },
  ward: {
    macs: ['84:69:93:20:00:70'],
    addresses: [],
    class: 'it',
    type: 'workstation',
    manufacturer: 'HP',
    os: 'Windows',
    playedBy: 'smbclient, curl, ISC dhclient, wsdd',
    lease: { address: '10.20.0.120', dress: { hostname: 'WARD3-PC07', vendorClass: 'MSFT 5.0', asksFor: WINDOWS } },
  },
  printer: {
    macs: ['00:1b:a9:20:00:80'],
    addresses: ['10.20.0.80'],
    class: 'it',
    type: 'printer',
    manufacturer: 'Brother',
    model: 'HL-L5100DN',
    playedBy: 'Avahi, Net-SNMP snmpd',
  },
  updates: {
    macs: [],
    addresses: ['198.51.100.20'],
    class: 'unknown',
    type: 'unknown',
    manufacturer: null,
    playedBy: 'nginx',
  },
  web: {
    macs: [],
    addresses: ['203.0.113.10'],
    class: 'unknown',
    type: 'unknown',
    manufacturer: null,
    playedBy: 'nginx',
  },
} as const satisfies Cast;

/** What agents answer; the object identifiers are below the makers' own enterprise numbers. */
const agents: Readonly<Record<'router' | 'printer', SnmpDress>> = {
  router: {
    description: 'Cisco IOS Software, ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 16.9.4, RELEASE SOFTWARE',
    name: 'gw01.hospital.example',
    location: 'Basement',
    objectId: '1.3.6.1.4.1.9.1.2068',
  },
  printer: {
    description: 'Brother HL-L5100DN, Firmware Ver.1.52',
    name: 'BRW-WARD3',
    location: 'Ward 3',
    objectId: '1.3.6.1.4.1.2435.2.3.9.1',
  },
};

async function prepare(stage: Stage): Promise<void> {
  const { at, folder, addresses } = stage;
  await makeAuthority(folder);
  await addresses.start(namesOf(stage), ROUTER);
  await Promise.all([
    startTimeServer(at('core')),
    startFileServer(at('files'), NETBIOS.server),
    startWeb(at('portal'), { 'index.html': PAGE }, { authority: folder, name: `portal.${DOMAIN}` }),
    startWeb(at('updates'), { [UPDATE]: firmware() }),
    startWeb(at('web'), { 'index.html': PAGE }, { authority: folder, name: 'news.example' }),
    startAgent(at('router'), agents.router),
    startAgent(at('printer'), agents.printer),
  ]);
  await announce(at('printer'), 'BRW-WARD3', 'Brother HL-L5100DN', {
    type: '_ipp._tcp',
    port: 631,
    text: ['ty=Brother HL-L5100DN', 'product=(Brother HL-L5100DN)'],
  });
}

async function play({ truth, at }: Stage): Promise<void> {
  const [ward, watch, files] = [at('ward'), at('watch'), at('files')];
  const [, , , someone] = patients;
  const letter = { name: someone?.file ?? '', content: `${someone?.family ?? ''}: ${someone?.note ?? ''}\n` };
  await exchangeFile(truth, ward, files, NETBIOS, letter);
  await fetchSecure(truth, ward, at('portal'), `portal.${DOMAIN}`, '1.3');
  await fetchSecure(truth, watch, at('portal'), `portal.${DOMAIN}`, '1.2');
  await fetchSecure(truth, ward, at('web'), 'news.example', '1.3');
  await fetchPlain(truth, ward, at('updates'), `http://updates.vendor.example/${UPDATE}`, BROWSER);
  await fetchPlain(truth, watch, at('portal'), `http://portal.${DOMAIN}/`, TECHNICIAN);
  await poll(truth, watch, at('router'), '2c', agents.router);
  await poll(truth, watch, at('printer'), '2c', agents.printer);
  await logIn(truth, watch, files, await startSsh(files));
  for (const name of ['core', 'portal', 'router']) await watch.run(['ping', '-c', '1', '-W', '2', at(name).address]);
}

const PAGE = `<!doctype html><title>Hartley Hospital</title><p>${'Visiting hours are from 2 to 6. '.repeat(20)}</p>\n`;

/** 64 KiB that do not compress to nothing, and are the same each time. */
function firmware(): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: 64 * 1024 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

/** Everybody with a fixed address has a name; the Internet's hosts have those that their users know. */
function namesOf({ cast }: Stage): Record<string, string> {
  const fixed = Object.entries(cast).flatMap(
    ([
      name,
      {
        macs,
        addresses: [address],
      },
    ]) => (macs.length === 0 || address === undefined ? [] : [[`${name}.${DOMAIN}`, address] as const]),
  );
  const outside = { 'updates.vendor.example': hosts.updates.addresses[0], 'news.example': hosts.web.addresses[0] };
  return { ...Object.fromEntries(fixed), ...outside };
}

export const scene: Scene = {
  story: 'Computers get addresses, use files and the web, and are looked after.',
  needs: [],
  hosts,
  prepare,
  play,
};
