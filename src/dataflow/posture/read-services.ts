/** Answers with the encrypted services, each graded by all ways in which peers speak with it. */
import { readRefs } from '../../inventory/store/refs.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import type { Service, ServiceList } from '../posture.contract.ts';
import type { StoredWay } from '../store/services.ts';
import { adviceOf } from './advice.ts';
import { GRADES, gradeService, type ServiceGrade } from './grade-service.ts';

/** A service with its grade. */
export interface Graded extends ServiceGrade {
  readonly id: string;
  readonly ways: readonly [StoredWay, ...StoredWay[]];
}

/** Ports at which DICOM is spoken: registered with IANA, and the usual one. */
const DICOM_PORTS = [104, 2762, 11_112];
const MAX_WAYS = 20;

/** The worst first, then the busiest. `now`: milliseconds since 1970. */
export function gradeServices(ways: readonly StoredWay[], now: number): Graded[] {
  const services = Map.groupBy(ways, ({ device, address, transport, port }) =>
    [device ?? address, transport, port].join(' '),
  );
  return [...services]
    .flatMap(([id, group]): Graded[] => {
      const [first, ...rest] = group.toSorted((a, b) => b.conversations - a.conversations);
      if (first === undefined) return [];
      const isDicom = group.some(({ protocol, port }) => protocol === 'dicom' || DICOM_PORTS.includes(port));
      const seen = group.map(({ certificates, ...way }) => ({ ...way, certificates: [...(certificates ?? [])] }));
      return [{ id, ways: [first, ...rest], ...gradeService(seen, isDicom, now) }];
    })
    .toSorted(
      (a, b) => GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) || talks(b) - talks(a) || (a.id < b.id ? -1 : 1),
    );
}

const talks = ({ ways }: Graded): number => ways.reduce((sum, { conversations }) => sum + conversations, 0);

interface Asked {
  readonly grade: readonly ServiceGrade['grade'][];
  readonly certificate: readonly ('expires' | 'expired')[];
  readonly offset: number;
  readonly limit: number;
}

export async function readServices(db: Database, all: readonly Graded[], asked: Asked): Promise<ServiceList> {
  const wanted = all.filter(
    ({ grade, certificate }) =>
      (asked.grade.length === 0 || asked.grade.includes(grade)) &&
      (asked.certificate.length === 0 || asked.certificate.some((state) => state === certificate?.state)),
  );
  const page = wanted.slice(asked.offset, asked.offset + asked.limit);
  const refOf = await readRefs(
    db,
    page.map(({ ways: [{ device }] }) => device),
  );
  const count = (grade: ServiceGrade['grade']) => all.filter((service) => service.grade === grade).length;
  const grades = {
    forbidden: count('forbidden'),
    discouraged: count('discouraged'),
    unknown: count('unknown'),
    sound: count('sound'),
  };
  const expiring = all.filter(({ certificate }) => certificate?.state.startsWith('expire') === true).length;
  return {
    sentence: sentenceOf(all.length, grades, expiring),
    grades,
    expiring,
    classical: all.filter(({ postQuantum }) => postQuantum === false).length,
    total: wanted.length,
    services: page.map((service) => serviceOf(service, refOf)),
  };
}

function sentenceOf(all: number, { forbidden, discouraged }: ServiceList['grades'], expiring: number): string {
  if (all === 0) return 'No encrypted service was seen yet.';
  const ending =
    expiring === 0
      ? ''
      : ` ${expiring} ${expiring === 1 ? 'certificate ends' : 'certificates end'} within 30 days or has ended.`;
  const of = `of ${all} encrypted ${all === 1 ? 'service' : 'services'}`;
  if (forbidden > 0)
    return `${forbidden} ${of} ${forbidden === 1 ? 'protects' : 'protect'} in a way that standards forbid.${ending}`;
  if (discouraged > 0) return `${discouraged} ${of} should be made stronger.${ending}`;
  return `Nothing stands against the ${all} encrypted ${all === 1 ? 'service' : 'services'} that we see.${ending}`;
}

function serviceOf(graded: Graded, refOf: Awaited<ReturnType<typeof readRefs>>): Service {
  const { id, ways, grade, objections, certificate, postQuantum, dicom } = graded;
  const [{ device, address, transport, port, protocol, source, frame }] = ways;
  const shown = ways.flatMap(({ certificates }) => certificates?.[0] ?? [])[0];
  return {
    id,
    server: refOf(device, address),
    address,
    transport,
    port,
    protocol,
    grade,
    objections: [...objections],
    ways: ways
      .slice(0, MAX_WAYS)
      .map(({ kind, version, cipher, group, peers }) => ({ kind, version, cipher, group, peers })),
    postQuantum,
    certificate:
      certificate === null || shown === undefined
        ? null
        : { ...certificate, subject: shown.subject, issuer: shown.issuer, notAfter: shown.notAfter },
    dicom:
      dicom?.map(({ title, section, retired, verdict, why }) => ({
        title,
        section,
        retired,
        verdict,
        why: [...why],
      })) ?? null,
    advice: adviceOf(graded, shown?.notAfter ?? null),
    conversations: talks(graded),
    last: isoTime(Math.max(...ways.map(({ last }) => last))),
    evidence: { capture: source, frame },
  };
}
