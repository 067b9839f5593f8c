/** What the hospital's systems tell each other in HL7 in that morning: sender, receiver, and one connection's messages. */
import { somePatients } from '../patients.ts';
import type { Hl7Batch } from '../software/hl7.ts';
import { admission, type Hl7Route, results } from '../software/hl7-messages.ts';
import type { HostName } from './hartley.ts';

const ENGINE = { application: 'INTEGRATOR', facility: 'HARTLEY' };

const ADMISSIONS: Hl7Route = { from: { application: 'HISADT', facility: 'HARTLEY' }, to: ENGINE, version: '2.5.1' };
const LABORATORY: Hl7Route = { from: { application: 'COBAS', facility: 'LAB' }, to: ENGINE, version: '2.5.1' };
const MONITORS: Hl7Route = { from: { application: 'PIICIX', facility: 'ICU' }, to: ENGINE, version: '2.6' };

/** The engine hands the laboratory's results on to the system that admits. */
const FORWARDED: Hl7Route = { from: ENGINE, to: ADMISSIONS.from, version: '2.5.1' };

const ANALYZER = 'COBASPRO1^ROCHE';
const MONITOR = '0009FB0000200051^PHILIPS^0009FB0000200051^EUI-64';

const arrivals = somePatients(0, 12);
const sampled = somePatients(2, 7);
const monitored = somePatients(10, 4);

const GLUCOSE = { code: '2345-7^Glucose^LN', value: '5.4', unit: 'mmol/L' };
const POTASSIUM = { code: '2823-3^Potassium^LN', value: '4.1', unit: 'mmol/L' };
const HEART_RATE = { code: '147842^MDC_ECG_HEART_RATE^MDC', value: '71', unit: '264864^MDC_DIM_BEAT_PER_MIN^MDC' };
const SATURATION = { code: '150456^MDC_PULS_OXIM_SAT_O2^MDC', value: '97', unit: '262688^MDC_DIM_PERCENT^MDC' };

export const batches: readonly (readonly [from: HostName, to: HostName, Hl7Batch])[] = [
  [
    'adt',
    'engine',
    {
      messages: [
        ...arrivals.map((patient, index) => admission(ADMISSIONS, 'A01', `ADT${index}`, patient)),
        ...arrivals.slice(0, 5).map((patient, index) => admission(ADMISSIONS, 'A08', `UPD${index}`, patient)),
        ...arrivals.slice(0, 2).map((patient, index) => admission(ADMISSIONS, 'A03', `DIS${index}`, patient)),
      ],
      route: ADMISSIONS,
      patients: 12,
      verbs: { 'ADT^A01': 12, 'ADT^A08': 5, 'ADT^A03': 2 },
      categories: ['patient-identity'],
    },
  ],
  [
    'analyzer',
    'engine',
    {
      messages: sampled.map((patient, index) =>
        results(LABORATORY, `LAB${index}`, patient, [GLUCOSE, POTASSIUM], ANALYZER),
      ),
      route: LABORATORY,
      patients: 7,
      verbs: { 'ORU^R01': 7 },
      categories: ['patient-identity', 'observation'],
      equipment: ANALYZER,
    },
  ],
  [
    'gateway',
    'engine',
    {
      // Three rounds of the same four beds.
      messages: [0, 1, 2].flatMap((round) =>
        monitored.map((patient, bed) =>
          results(MONITORS, `MON${round}${bed}`, patient, [HEART_RATE, SATURATION], MONITOR),
        ),
      ),
      route: MONITORS,
      patients: 4,
      verbs: { 'ORU^R01': 12 },
      categories: ['patient-identity', 'observation'],
      equipment: MONITOR,
    },
  ],
  [
    'engine',
    'adt',
    {
      messages: sampled
        .slice(0, 5)
        .map((patient, index) => results(FORWARDED, `FWD${index}`, patient, [GLUCOSE], ANALYZER)),
      route: FORWARDED,
      patients: 5,
      verbs: { 'ORU^R01': 5 },
      categories: ['patient-identity', 'observation'],
    },
  ],
];
