/** What can be asked about how well services encrypt. */
import { z } from 'zod';
import { DeviceRef } from '../inventory/device-ref.ts';
import { endpoint, fileOf, listOf } from '../platform/http/endpoint.ts';
import { GRADES } from './posture/grade-service.ts';

const count = z.int().min(0);
const Grade = z.enum(GRADES);

export const Service = z
  .object({
    id: z.string(),
    server: DeviceRef,
    address: z.string(),
    transport: z.string(),
    port: count,
    protocol: z.string().nullable(),
    grade: Grade.describe('From worst to best: forbidden, discouraged, unknown, sound'),
    objections: z
      .array(z.object({ degree: z.enum(['must not', 'should not']), what: z.string(), source: z.string() }))
      .describe('What the standards have against it, the gravest first'),
    ways: z
      .array(
        z.object({
          kind: z.string(),
          version: z.string().nullable(),
          cipher: z.string().nullable(),
          group: z.string().nullable(),
          peers: count,
        }),
      )
      .describe('In which ways peers speak with it, the most usual first'),
    postQuantum: z
      .boolean()
      .nullable()
      .describe(
        'Whether every key is agreed so that no later quantum computer works it out of a recording; null when not seen',
      ),
    certificate: z
      .object({
        subject: z.string(),
        issuer: z.string(),
        notAfter: z.string(),
        state: z.enum(['valid', 'expires', 'expired', 'not-yet-valid', 'unreadable']),
        days: z.int().nullable().describe('Until it ends; negative after it'),
        warning: z.int().nullable().describe('7, 14 or 30: so many days before its end were passed'),
        selfSigned: z.boolean(),
        key: z.string().nullable().describe('Why its key is too weak'),
      })
      .nullable()
      .describe('Null when none was seen, as in TLS 1.3, which encrypts it'),
    dicom: z
      .array(
        z.object({
          title: z.string(),
          section: z.string().describe('Of DICOM PS3.15'),
          retired: z.boolean(),
          verdict: z.enum(['kept', 'broken', 'cannot tell']),
          why: z.array(z.string()),
        }),
      )
      .nullable()
      .describe('Null for what is no DICOM service'),
    advice: z.string().nullable().describe('What to do first; null when nothing has to be done'),
    conversations: count,
    last: z.string(),
    evidence: z.object({ capture: count, frame: z.int().min(1) }),
  })
  .meta({ id: 'EncryptedService' });

export const listServices = endpoint({
  method: 'GET',
  path: '/encryption/services',
  summary:
    'Services that are spoken to encrypted, graded by BCP 195 and, for DICOM, by the profiles of PS3.15; the worst first',
  permission: 'flow:read',
  input: z.object({
    grade: listOf(Grade).describe('None stands for all'),
    certificate: listOf(z.enum(['expires', 'expired'])).describe(
      'Only those whose certificate is in one of these states',
    ),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({
    sentence: z.string().describe('The most important of it'),
    grades: z.record(Grade, count).describe('How many services of each'),
    expiring: count.describe('Certificates that end within 30 days or have ended'),
    classical: count.describe('Services whose recorded keys a later quantum computer could work out'),
    total: count.describe('That match, listed or not'),
    services: z.array(Service),
  }),
});

export const exportCbom = endpoint({
  method: 'GET',
  path: '/encryption/cbom',
  summary: 'What cryptography is used where, as a file: CycloneDX 1.6, cryptographic bill of materials',
  permission: 'flow:read',
  input: z.object({}),
  output: fileOf('application/vnd.cyclonedx+json'),
});

export type Service = z.infer<typeof Service>;
export type ServiceList = z.infer<typeof listServices.output>;
