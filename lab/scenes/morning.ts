/** A morning at Hartley Hospital: everything that happens, in order, and what is true of it. */
import type { Building } from '../building.ts';
import { patients, somePatients } from '../patients.ts';
import type { Truth } from '../truth.ts';
import { announce } from '../software/avahi.ts';
import { askTime, startTimeServer } from '../software/chrony.ts';
import {
  askWorklist,
  echo,
  findStudies,
  moveStudy,
  type Station,
  startStorage,
  startWorklist,
  store,
} from '../software/dcmtk.ts';
import { lookAtDevice, startDeviceWeb } from '../software/device-web.ts';
import { AddressServer, askForAddress, giveAddressBack } from '../software/dhcp.ts';
import { makeStudy, STORAGE } from '../software/dicom-objects.ts';
import { FhirClient, startFhir } from '../software/fhir.ts';
import { send, startReceiver } from '../software/hl7.ts';
import { makeAuthority, startWeb } from '../software/nginx.ts';
import { readDicomWeb, startOrthanc } from '../software/orthanc.ts';
import { exchangeFile, startFileServer } from '../software/samba.ts';
import { poll, startAgent } from '../software/snmp.ts';
import { logIn, startSsh } from '../software/ssh.ts';
import { fetchPlain, fetchSecure, greetOldTls } from '../software/web-clients.ts';
import { dhcp, DOMAIN, equipment, type HostName, hosts, leases, PUMP_MOVED_TO, ROUTER, snmp } from './hartley.ts';
import { batches } from './messages.ts';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const TECHNICIAN = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const TABLET = 'HartleyRounds/3.2 (FHIR R4)';
const VIEWER = 'HartleyViewer/8.1';
const PUMP_AGENT = 'SpectrumIQ/9.02.01';
const NETBIOS = { client: 'WARD3-PC07', server: 'FILES01' };
const STUDY_ROOT = '2.25.20477033316840138';

export class Morning {
  readonly #truth: Truth;
  readonly #at: (name: HostName) => ReturnType<Building<HostName>['host']>;
  readonly #folder: string;
  readonly #stations: Readonly<Record<'ct' | 'mr' | 'us' | 'pacs' | 'ris' | 'reading' | 'readingMove', Station>>;
  readonly #addresses: AddressServer;
  #sshKey = '';

  constructor(building: Building<HostName>, truth: Truth, folder: string) {
    this.#truth = truth;
    this.#at = (name) => building.host(name);
    this.#folder = folder;
    const station = (name: HostName, title: string, port: number): Station => ({ host: this.#at(name), title, port });
    this.#stations = {
      ct: station('ct', 'CT01', 104),
      mr: station('mr', 'MR01', 104),
      us: station('us', 'US01', 104),
      pacs: station('pacs', 'PACS01', 104),
      ris: station('ris', 'RISWL', 104),
      reading: station('reading', 'READ01', 11112),
      readingMove: station('reading', 'READ01', 11113),
    };
    const reserved = Object.entries(leases).map(([name, address]) => ({ mac: macOf(name), address }));
    this.#addresses = new AddressServer(this.#at('core'), reserved);
  }

  /** Starts all servers, which is quiet but for those that say their names. */
  async prepare(): Promise<void> {
    const at = this.#at;
    const { pacs, ris, reading, readingMove } = this.#stations;
    await makeAuthority(this.#folder);
    await this.#addresses.start(dnsNames(), ROUTER);
    await Promise.all([
      startTimeServer(at('core')),
      startOrthanc(pacs, [readingMove]),
      startWorklist(ris, { CT: somePatients(0, 3), MR: somePatients(3, 2), US: somePatients(5, 1) }),
      startStorage(reading),
      startReceiver(at('engine')),
      startReceiver(at('adt')),
      startFhir(at('fhir'), somePatients(20, 8), [
        { id: 'dev-1', manufacturer: 'ICU Medical', model: 'Plum 360', serial: '117' },
        { id: 'dev-2', manufacturer: 'Baxter', model: 'Spectrum IQ', serial: '20411' },
      ]),
      startFileServer(at('files'), NETBIOS.server),
      startWeb(at('portal'), { 'index.html': PAGE }, { authority: this.#folder, name: `portal.${DOMAIN}` }),
      startWeb(at('updates'), { 'spectrum/9.02.02.bin': firmware() }),
      startWeb(at('web'), { 'index.html': PAGE }, { authority: this.#folder, name: 'news.example' }),
      startAgent(at('router'), snmp.router),
      startAgent(at('bedside'), snmp.bedside),
      startAgent(at('pump'), snmp.pump),
      startAgent(at('printer'), snmp.printer),
      startDeviceWeb(at('pump'), 'ICUMedical-Plum360/15.11.00', 'Plum 360'),
      startDeviceWeb(at('syringe'), 'Baxter-SpectrumIQ/9.02.01', 'Spectrum IQ'),
    ]);
    this.#sshKey = await startSsh(at('files'));
    await announce(at('printer'), 'BRW-WARD3', 'Brother HL-L5100DN', {
      type: '_ipp._tcp',
      port: 631,
      text: ['ty=Brother HL-L5100DN', 'product=(Brother HL-L5100DN)'],
    });
  }

  /** Everything that happens. */
  async play(): Promise<void> {
    await this.#wakeUp();
    await this.#image();
    await this.#read();
    await this.#message();
    await this.#care();
    await this.#office();
    await this.#watch();
    await this.#move();
  }

  async #wakeUp(): Promise<void> {
    for (const [name, address] of Object.entries(leases)) {
      const who = leaseName(name);
      await askForAddress(this.#at(who), dhcp[who], address);
    }
    const core = this.#at('core');
    for (const name of ['pacs', 'ct', 'bedside'] as const) await askTime(this.#truth, this.#at(name), core);
  }

  /** The modalities ask who is due, and send what they made. */
  async #image(): Promise<void> {
    const { ct, mr, us, pacs, ris, reading } = this.#stations;
    const truth = this.#truth;
    const study = async (
      who: 'ct' | 'mr' | 'us',
      number: number,
      patient: number,
      count: number,
      encoding: 'implicit' | 'explicit' | 'jpeg',
    ) => {
      const [of] = somePatients(patient, 1);
      if (of === undefined) throw new Error('no patient');
      return await makeStudy(this.#folder, equipment[who], of, number, count, encoding);
    };
    for (const modality of [ct, mr, us]) await echo(truth, modality, pacs);
    await askWorklist(truth, ct, ris, 'CT', somePatients(0, 3));
    await askWorklist(truth, mr, ris, 'MR', somePatients(3, 2));
    await askWorklist(truth, us, ris, 'US', somePatients(5, 1));

    const ctFiles = [
      await study('ct', 1, 0, 6, 'implicit'),
      await study('ct', 2, 1, 4, 'implicit'),
      await study('ct', 3, 2, 2, 'implicit'),
    ];
    await store(truth, ct, pacs, equipment.ct, {
      files: ctFiles.slice(0, 2).flat(),
      patients: 2,
      encoding: 'implicit',
    });
    await store(truth, ct, pacs, equipment.ct, { files: ctFiles.slice(2).flat(), patients: 1, encoding: 'implicit' });
    const mrFiles = [await study('mr', 4, 3, 5, 'explicit'), await study('mr', 5, 4, 3, 'explicit')];
    await store(truth, mr, pacs, equipment.mr, { files: mrFiles.flat(), patients: 2, encoding: 'explicit' });
    const usFiles = await study('us', 6, 5, 4, 'jpeg');
    await store(truth, us, pacs, equipment.us, { files: usFiles, patients: 1, encoding: 'jpeg' });
    // The scanner's second interface leads to the reading room alone.
    await this.#at('mr').run([
      'ip',
      'route',
      'add',
      `${reading.host.address}/32`,
      'dev',
      'eth1',
      'src',
      hosts.mr.addresses[1],
    ]);
    await echo(truth, mr, reading);
    await store(truth, mr, reading, equipment.mr, {
      files: mrFiles.slice(1).flat(),
      patients: 1,
      encoding: 'explicit',
    });
  }

  /** The reading room looks studies up and has one sent. */
  async #read(): Promise<void> {
    const { pacs, reading, readingMove } = this.#stations;
    const [first, second] = somePatients(0, 2);
    if (first === undefined || second === undefined) throw new Error('no patients');
    await findStudies(this.#truth, reading, pacs, first, 1);
    await findStudies(this.#truth, reading, pacs, second, 1);
    const study = { uid: `${STUDY_ROOT}.1`, images: 6, sopClass: STORAGE.CT };
    await moveStudy(this.#truth, readingMove, pacs, first, study);
    await readDicomWeb(this.#truth, reading.host, pacs.host, VIEWER, second, {
      uid: `${STUDY_ROOT}.2`,
      images: 4,
    });
  }

  async #message(): Promise<void> {
    for (const [from, to, batch] of batches) await send(this.#truth, this.#at(from), this.#at(to), batch);
  }

  /** Rounds with a tablet's application, on the ward's computer; the analyzer's results reach the record. */
  async #care(): Promise<void> {
    const tablet = new FhirClient(this.#truth, this.#at('ward'), this.#at('fhir'), TABLET);
    await tablet.readMetadata();
    await tablet.readDevices();
    await tablet.listPatients(8);
    for (const patient of somePatients(20, 3)) {
      await tablet.findPatient(patient);
      await tablet.record(patient, '8867-4', 'Heart rate', 72, '/min');
    }
    for (const patient of somePatients(20, 2)) await tablet.readObservations(patient);
  }

  /** What computers do everywhere: files, web pages, updates. */
  async #office(): Promise<void> {
    const truth = this.#truth;
    const [ward, files, portal, updates, web] = (['ward', 'files', 'portal', 'updates', 'web'] as const).map(this.#at);
    if (
      ward === undefined ||
      files === undefined ||
      portal === undefined ||
      updates === undefined ||
      web === undefined
    ) {
      throw new Error('no hosts');
    }
    const [, , , someone] = patients;
    const letter = { name: someone?.file ?? '', content: `${someone?.family ?? ''}: ${someone?.note ?? ''}\n` };
    await exchangeFile(truth, ward, files, NETBIOS, letter);
    await fetchSecure(truth, ward, portal, `portal.${DOMAIN}`, '1.3');
    await fetchSecure(truth, this.#at('reading'), portal, `portal.${DOMAIN}`, '1.2');
    await greetOldTls(truth, this.#at('gateway'), portal, `portal.${DOMAIN}`);
    await fetchSecure(truth, ward, web, 'news.example', '1.3');
    await fetchPlain(
      truth,
      this.#at('syringe'),
      updates,
      'http://updates.vendor.example/spectrum/9.02.02.bin',
      PUMP_AGENT,
    );
    await fetchPlain(truth, ward, updates, 'http://updates.vendor.example/spectrum/9.02.02.bin', BROWSER);
  }

  /** The technicians look after the network and its devices. */
  async #watch(): Promise<void> {
    const watch = this.#at('watch');
    await poll(this.#truth, watch, this.#at('router'), '2c', snmp.router);
    await poll(this.#truth, watch, this.#at('bedside'), '2c', snmp.bedside);
    await poll(this.#truth, watch, this.#at('pump'), '1', snmp.pump);
    await poll(this.#truth, watch, this.#at('printer'), '2c', snmp.printer);
    await logIn(this.#truth, watch, this.#at('files'), this.#sshKey);
    await lookAtDevice(this.#truth, watch, this.#at('pump'), TECHNICIAN);
    await lookAtDevice(this.#truth, watch, this.#at('syringe'), TECHNICIAN);
    for (const name of ['pacs', 'portal', 'router', 'adt'] as const) {
      await watch.run(['ping', '-c', '1', '-W', '2', this.#at(name).address]);
    }
  }

  /** A pump goes to another ward, where it gets another address. */
  async #move(): Promise<void> {
    const pump = this.#at('pump');
    await giveAddressBack(pump);
    await this.#addresses.reserve(macOf('pump'), PUMP_MOVED_TO);
    await askForAddress(pump, dhcp.pump, PUMP_MOVED_TO);
    await poll(this.#truth, this.#at('watch'), pump, '1', snmp.pump);
  }
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
function dnsNames(): Record<string, string> {
  const fixed = Object.values(hosts).flatMap((host) => {
    const [address] = host.addresses;
    return host.macs.length === 0 || address === undefined ? [] : [[`${host.name}.${DOMAIN}`, address] as const];
  });
  const outside = { 'updates.vendor.example': hosts.updates.addresses[0], 'news.example': hosts.web.addresses[0] };
  return { ...Object.fromEntries(fixed), ...outside };
}

function leaseName(name: string): keyof typeof leases {
  if (name in leases)
    return Object.keys(leases).find((known): known is keyof typeof leases => known === name) ?? 'ward';
  throw new Error(`${name} has no lease`);
}

function macOf(name: string): string {
  const mac = Object.values(hosts).find((host) => host.name === name)?.macs[0];
  if (mac === undefined) throw new Error(`${name} has no hardware address`);
  return mac;
}
