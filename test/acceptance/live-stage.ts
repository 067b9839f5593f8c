/** Two hosts on one wire: one plays captures onto it, the other's end is listened to by Wardline, and by dumpcap for comparison. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { Network } from '../../lab/network.ts';
import { run } from '../../lab/process.ts';
import { createReadings, type Readings } from '../../src/capture/readings.ts';
import { selectSensor, type SensorRow } from '../../src/capture/sensor.store.ts';
import { freshDatabase, type TestDatabase } from '../../src/platform/store/testing.ts';
import type { SensorWindow } from '../../src/sensor/window.ts';
import { Gate } from './gate.ts';
import { childrenNamed } from './processes.ts';

const DEMO = join(import.meta.dirname, '../../lab/demo/hospital.pcap.gz');
/** Milliseconds. */
const PATIENCE = 120_000;

export interface Counted {
  readonly windows: readonly SensorWindow[];
  readonly frames: number;
  readonly dropped: number;
}

export class Stage {
  readonly said: string[] = [];
  readonly #network = new Network();
  #sender = '';
  #listener = '';
  #folder = '';
  #database: TestDatabase | undefined;
  #gate: Gate | undefined;
  #readings: Readings | undefined;

  async open(): Promise<void> {
    await this.#network.open();
    this.#sender = await this.#network.addHost('sender', []);
    this.#listener = await this.#network.addHost('listener', []);
    this.#folder = await mkdtemp(join(tmpdir(), 'wardline-live-'));
    await writeFile(this.file, gunzipSync(await readFile(DEMO)));
    await this.plug();
    this.#database = await freshDatabase();
    this.#gate = new Gate(this.#database.url, this.#folder);
    await this.#gate.open();
    const { db } = this.#database;
    const { url } = this.#gate;
    const { wrapper } = this;
    this.#readings = createReadings({ db, url, wrapper, say: (line) => void this.said.push(line) });
  }

  async close(): Promise<void> {
    await this.#readings?.close();
    await this.#gate?.shut();
    await this.#database?.close();
    await this.#network.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The capture that is played. */
  get file(): string {
    return join(this.#folder, 'demo.pcap');
  }

  /** Runs a command on the host that listens. */
  get wrapper(): readonly string[] {
    return ['nsenter', `--net=/run/netns/${this.#listener}`];
  }

  get readings(): Readings {
    if (this.#readings === undefined) throw new Error('the stage is not open');
    return this.#readings;
  }

  /** The sensors' way to the database. */
  get gate(): Gate {
    if (this.#gate === undefined) throw new Error('the stage is not open');
    return this.#gate;
  }

  get database(): TestDatabase {
    if (this.#database === undefined) throw new Error('the stage is not open');
    return this.#database;
  }

  /** Lays the wire: `tap` is the listener's end. */
  async plug(): Promise<void> {
    await this.#network.connect([this.#sender, 'play'], [this.#listener, 'tap']);
    await this.inside('sender', 'ip link set play up');
    await this.inside('listener', 'ip link set tap up');
  }

  /** `within`: milliseconds that it may take. */
  async inside(host: 'sender' | 'listener', command: string, within = PATIENCE): Promise<string> {
    const namespace = host === 'sender' ? this.#sender : this.#listener;
    return await run(['nsenter', `--net=/run/netns/${namespace}`, 'sh', '-c', command], { within });
  }

  /** Plays the capture; `speed` is an option of tcpreplay. How many packets were sent. */
  async play(
    speed: string,
    times: number,
    within = PATIENCE,
  ): Promise<{ readonly sent: number; readonly perSecond: number }> {
    const text = await this.inside(
      'sender',
      `tcpreplay -q -K -i play ${speed} --loop=${times} ${this.file} 2>&1`,
      within,
    );
    const sent = Number(/Successful packets:\s+(?<n>\d+)/.exec(text)?.groups?.['n']);
    const perSecond = Number(/(?<n>[\d.]+) pps/.exec(text)?.groups?.['n']);
    return { sent, perSecond };
  }

  /** How many packets an end of the wire has sent. */
  async transmitted(): Promise<number> {
    const lines = (await this.inside('listener', 'cat /proc/self/net/dev')).split('\n');
    const counters = lines
      .find((line) => line.trim().startsWith('tap:'))
      ?.split(':')[1]
      ?.trim()
      .split(/\s+/);
    return Number(counters?.[9]);
  }

  /** Waits for the sensor to say so of itself. */
  async until(sensor: string, is: (row: SensorRow) => boolean): Promise<SensorRow> {
    for (const late = performance.now() + PATIENCE; ; await sleep(50)) {
      const row = await selectSensor(this.database.db, sensor);
      if (row !== undefined && is(row)) return row;
      if (performance.now() > late) throw new Error(`the sensor says ${JSON.stringify(row)}`);
    }
  }

  /** Waits until it has told more packets than it has now. */
  async hears(sensor: string): Promise<void> {
    const { frames: before } = await this.counted(sensor);
    for (const late = performance.now() + PATIENCE; ; await sleep(100)) {
      if ((await this.counted(sensor)).frames > before) return;
      if (performance.now() > late) throw new Error(`the sensor told nothing for ${PATIENCE / 1000} s`);
    }
  }

  /** What is on the bus of all runs of a sensor. */
  async counted(sensor: string): Promise<Counted> {
    const { db } = this.database;
    const sources = await db.selectFrom('source').select('id').where('sensor', '=', sensor).execute();
    const own = new Set(sources.map(({ id }) => id));
    const rows = await db
      .selectFrom('bus')
      .select('body')
      .where('topic', '=', 'sensor-windows')
      .orderBy('seq')
      .execute();
    const all = rows.map(({ body }): SensorWindow => JSON.parse(body.toString()));
    const windows = all.filter(({ source }) => own.has(source));
    const sum = (of: (window: SensorWindow) => number) => windows.reduce((total, window) => total + of(window), 0);
    return { windows, frames: sum(({ frames }) => frames), dropped: sum(({ dropped }) => dropped) };
  }

  /** What dumpcap received and lost while `act` went on. */
  async dumpcap(act: () => Promise<unknown>): Promise<{ readonly received: number; readonly dropped: number }> {
    const args = [`--net=/run/netns/${this.#listener}`, 'dumpcap', '-q', '-i', 'tap', '-w', '/dev/null'];
    const child = spawn('nsenter', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (piece: Buffer) => (text += piece.toString()));
    while (!text.includes('File:')) await sleep(20);
    await act();
    await sleep(1500);
    const ended = once(child, 'close');
    child.kill('SIGINT');
    await ended;
    const found = /received\/dropped on interface '?tap'?: (?<received>\d+)\/(?<dropped>\d+)/.exec(text)?.groups;
    return { received: Number(found?.['received']), dropped: Number(found?.['dropped']) };
  }

  /** Kills the processes of sensors that are our children. How many. */
  async killSensors(): Promise<number> {
    const sensors = await childrenNamed('sensor-process');
    for (const pid of sensors) process.kill(pid, 'SIGKILL');
    return sensors.length;
  }
}
