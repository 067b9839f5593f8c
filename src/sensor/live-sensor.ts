/**
 * A sensor that tells what it saw window by window, for as long as there are packets, in memory that does not grow.
 *
 * A window ends after a while by the packets' clock, or when it holds as much as one message should. The same packets
 * give the same windows, so that a capture that is read again after a crash publishes nothing twice.
 */
import type { CaptureSummary } from './capture/capture.ts';
import type { Frame } from './capture/frame.ts';
import type { FrameSink } from './capture/tally.ts';
import { Expiry } from './expiry.ts';
import { Mark } from './flow/flow-table.ts';
import type { Observation } from './observe/observation.ts';
import { PacketClock } from './packet-clock.ts';
import { PatientKeys } from './patient-key.ts';
import { bindingOf, type Loss, recordOf } from './report.ts';
import { Sensor } from './sensor.ts';
import type { Tables } from './tables.ts';
import { Claims } from './claims.ts';
import type { ConversationPart, SensorWindow } from './window.ts';

/** In microseconds. */
export const WINDOW_LENGTH = 5_000_000;
const SWEEP_EVERY = 1_000_000;
/** Facts are told again after two to three of these: not within an hour. */
const AGE_EVERY = 1_800_000_000;
/** A live sensor tells that it listens at least that often, in microseconds by this machine's clock. */
const MAX_SILENCE = 60_000_000;
/** Of conversations, of bindings and of observations: what fills a window before its time. */
const MAX_PARTS = 10_000;

export interface LiveSensorOptions {
  /** The row of the table `source` that the frames are counted in. */
  readonly source: number;
  /** A network is listened to, dated by this machine's clock. Else a capture is read, or a stream of one. */
  readonly live: boolean;
  /** Patients are told apart for a day at most, because there may be no end. */
  readonly daily?: boolean;
  /** Microseconds by the packets' clock; {@link WINDOW_LENGTH} unless told. */
  readonly length?: number;
  readonly onWindow: (window: SensorWindow) => void;
  /** Hears whose dissector is about to read. */
  readonly onRead?: (protocol: string) => void;
  /** Microseconds since 1970 by this machine's clock. */
  readonly clock: () => number;
}

export class LiveSensor implements FrameSink {
  readonly #options: LiveSensorOptions;
  readonly #length: number;
  readonly #sensor: Sensor;
  readonly #tables: Tables;
  readonly #expiry: Expiry;
  readonly #clock = new PacketClock();
  readonly #keys: PatientKeys;
  readonly #claims = new Claims();
  #observations: Observation[] = [];
  #told: Loss = { gaps: 0, unreadable: 0, shed: 0, untracked: 0 };
  #number = 0;
  /** By the packets' clock: where the window began, and when what is due next. */
  #began = NaN;
  #sweepAt = NaN;
  #ageAt = NaN;
  /** By this machine's. */
  #opened: number;
  #frames = 0;
  #through = 0;
  #bytes = 0;
  #first = Infinity;
  #last = -Infinity;
  #dropped = 0;
  #seconds = 0;

  constructor(options: LiveSensorOptions) {
    this.#options = options;
    this.#length = options.length ?? WINDOW_LENGTH;
    this.#opened = options.clock();
    this.#keys = new PatientKeys();
    const sink = {
      observation: (observation: Observation) => void this.#observations.push(observation),
      binding: this.#claims.add.bind(this.#claims),
      sighting: NOTHING,
      conversation: NOTHING,
      loss: NOTHING,
    };
    this.#sensor = new Sensor(sink, {
      expires: true,
      patientKey: () => this.#keys.key,
      onRead: options.onRead ?? NOTHING,
    });
    this.#sensor.begin(options.source);
    this.#tables = this.#sensor.tables;
    this.#expiry = new Expiry(this.#tables);
  }

  frame(frame: Frame): void {
    const { time, wireLength } = frame;
    this.#clock.note(time);
    this.#pass();
    this.#frames += 1;
    this.#through = frame.number;
    this.#bytes += wireLength;
    if (time < this.#first) this.#first = time;
    if (time > this.#last) this.#last = time;
    this.#sensor.frame(frame);
  }

  /** The kernel could not hand over `packets`. */
  lose(packets: number): void {
    this.#dropped += packets;
  }

  /** For so many seconds more it was listened. */
  listen(seconds: number): void {
    this.#seconds += seconds;
  }

  /**
   * To be called about once a second where packets may be few: a network that is silent is told of as well. Not for a
   * capture, whose windows are to be the same whenever it is read.
   */
  tick(): void {
    const now = this.#options.clock();
    if (this.#options.live) {
      this.#clock.set(now);
      this.#pass();
    }
    const age = now - this.#opened;
    if (age < 0 || age >= (this.#filled() ? this.#length : MAX_SILENCE)) this.#close(null);
  }

  /** Nothing follows: tells of everything that is left. `summary` is null where listening was only broken off. */
  end(summary: CaptureSummary | null): void {
    this.#expiry.retireAll();
    this.#close(summary);
  }

  /** How many conversations and addresses are held, for whoever watches over memory. */
  get held(): { readonly flows: number; readonly hosts: number; readonly macs: number; readonly sightings: number } {
    const { flows, hosts, macs, sightings } = this.#tables;
    return { flows: flows.used, hosts: hosts.used, macs: macs.used, sightings: sightings.used };
  }

  /** Does what is due by the packets' clock: one step of each, however far the clock went. */
  #pass(): void {
    const { now } = this.#clock;
    if (!(now >= this.#began)) this.#reset(now);
    if (now >= this.#sweepAt) {
      this.#sweepAt = now + SWEEP_EVERY;
      this.#expiry.sweep(now);
    }
    if (now >= this.#ageAt) {
      this.#ageAt = now + AGE_EVERY;
      this.#sensor.dissection.age();
    }
    if ((now - this.#began >= this.#length && this.#filled()) || this.#full()) this.#close(null);
  }

  /** The first packet, or the clock was set back. */
  #reset(now: number): void {
    if (this.#frames > 0) this.#close(null);
    this.#began = now;
    this.#sweepAt = now;
    this.#ageAt = now + AGE_EVERY;
  }

  #filled(): boolean {
    return this.#frames > 0 || this.#tables.flows.freshCount > 0;
  }

  #full(): boolean {
    const { flows, sightings } = this.#tables;
    return (
      flows.freshCount >= MAX_PARTS ||
      sightings.freshCount >= MAX_PARTS ||
      this.#observations.length >= MAX_PARTS ||
      this.#claims.size >= MAX_PARTS
    );
  }

  /** Tells what was not told yet; in several windows where it is too much for one. */
  #close(summary: CaptureSummary | null): void {
    const flows = this.#tables.flows.takeFresh();
    for (const flow of flows) {
      if ((this.#tables.flows.marks(flow) & Mark.over) !== 0) this.#sensor.dissection.close(flow);
    }
    const bindings = [
      ...this.#tables.sightings.takeFresh().map((sighting) => {
        const binding = bindingOf(this.#tables, sighting);
        sighting.rest();
        return binding;
      }),
      ...this.#claims.take(),
    ];
    const observations = this.#observations;
    this.#observations = [];
    // Bounded by what the tables hold. One window at least.
    for (let from = 0; from === 0 || from < flows.length || from < observations.length; from += MAX_PARTS) {
      const to = from + MAX_PARTS;
      const last = to >= flows.length && to >= observations.length;
      const parts = flows.slice(from, to).map((flow) => this.#tell(flow));
      this.#publish(parts, from === 0 ? bindings : [], observations.slice(from, to), last ? summary : null);
    }
    this.#began = this.#clock.now;
    if (this.#options.daily === true) this.#keys.renew(this.#clock.now);
  }

  #publish(
    conversations: readonly ConversationPart[],
    bindings: SensorWindow['bindings'],
    observations: readonly Observation[],
    summary: CaptureSummary | null,
  ): void {
    const { source, live, clock, onWindow } = this.#options;
    const loss = this.#sensor.loss;
    const known = this.#told;
    this.#told = loss;
    const at = Number.isNaN(this.#clock.now) ? 0 : this.#clock.now;
    const from = this.#frames > 0 ? this.#first : at;
    const to = this.#frames > 0 ? this.#last : at;
    const closed = clock();
    onWindow({
      source,
      number: this.#number++,
      from,
      to,
      closed,
      frames: this.#frames,
      bytes: this.#bytes,
      through: this.#through,
      dropped: this.#dropped,
      seconds: live ? this.#seconds : (to - from) / 1_000_000,
      bindings,
      observations,
      conversations,
      loss: {
        gaps: loss.gaps - known.gaps,
        unreadable: loss.unreadable - known.unreadable,
        shed: loss.shed - known.shed,
        untracked: loss.untracked - known.untracked,
      },
      summary,
    });
    this.#opened = closed;
    this.#frames = 0;
    this.#bytes = 0;
    this.#first = Infinity;
    this.#last = -Infinity;
    this.#dropped = 0;
    this.#seconds = 0;
  }

  /** What of a conversation was not told yet; of one that is over nothing is kept. */
  #tell(flow: number): ConversationPart {
    const { flows, hosts, sightings } = this.#tables;
    const { dissection } = this.#sensor;
    const marks = flows.marks(flow);
    const over = (marks & Mark.over) !== 0;
    const data = dissection.facts(flow)?.partsOf(this.#keys.id) ?? [];
    const begins = (marks & Mark.told) === 0;
    const part = { ...recordOf(this.#tables, dissection, flow), data, begins, over };
    if (!over) {
      dissection.rest(flow);
      flows.rest(flow);
      return part;
    }
    dissection.forget(flow);
    hosts.release(flows.low(flow));
    hosts.release(flows.high(flow));
    for (const direction of [0, 1] as const) {
      const sighting = flows.sighting(flow, direction);
      if (sighting >= 0) sightings.release(sighting);
    }
    flows.forget(flow);
    return part;
  }
}

const NOTHING = (): void => undefined;
