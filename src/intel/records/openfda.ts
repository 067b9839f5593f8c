/** The FDA's lists of devices: recalls, their classes, and how kinds of devices are classified. @see open.fda.gov/apis/device */
import { z } from 'zod';
import { readDocument } from './document.ts';

const text = z.string().optional();
const texts = z.array(z.string()).optional();
const meta = z.object({ last_updated: z.string() });

const recallSchema = z.object({
  meta,
  results: z.array(
    z.object({
      cfres_id: text,
      product_res_number: text,
      res_event_number: text,
      event_date_posted: text,
      event_date_terminated: text,
      recall_status: text,
      product_code: text,
      k_numbers: texts,
      product_description: z.string().default(''),
      code_info: z.string().default(''),
      recalling_firm: z.string().default(''),
      reason_for_recall: z.string().default(''),
      action: text,
    }),
  ),
});

export interface Recall {
  /** Such as Z-1234-2026. */
  readonly number: string;
  readonly event: string | undefined;
  readonly posted: string | undefined;
  readonly status: string | undefined;
  readonly productCode: string | undefined;
  readonly firm: string;
  readonly product: string;
  /** Models, lots, serial numbers and UDIs, as whoever recalls wrote them. */
  readonly codes: string;
  readonly reason: string;
  readonly action: string | undefined;
}

export interface Listed<T> {
  /** A day. */
  readonly asOf: string;
  readonly entries: readonly T[];
}

/** @throws AppError `invalid` */
export function readRecalls(bytes: Uint8Array, file: string): Listed<Recall> {
  const { meta: about, results } = readDocument(recallSchema, bytes, file);
  const entries = results.map((it) => ({
    number: it.product_res_number ?? it.cfres_id ?? it.res_event_number ?? '',
    event: it.res_event_number,
    posted: it.event_date_posted,
    status: it.recall_status,
    productCode: it.product_code,
    firm: it.recalling_firm,
    product: it.product_description,
    codes: it.code_info,
    reason: it.reason_for_recall,
    action: it.action,
  }));
  return { asOf: about.last_updated, entries };
}

const classificationSchema = z.object({
  meta,
  results: z.array(
    z.object({
      product_code: z.string(),
      device_name: z.string(),
      device_class: z.string().default(''),
      regulation_number: text,
      medical_specialty_description: text,
      life_sustain_support_flag: text,
      implant_flag: text,
    }),
  ),
});

export interface DeviceClass {
  /** Three letters, which recalls and UDIs name too. */
  readonly productCode: string;
  readonly name: string;
  /** 1, 2 or 3; U, N, F where there is none. */
  readonly class: string;
  readonly regulation: string | undefined;
  readonly specialty: string | undefined;
  readonly lifeSustaining: boolean;
  readonly implant: boolean;
}

/** @throws AppError `invalid` */
export function readClassification(bytes: Uint8Array, file: string): Listed<DeviceClass> {
  const { meta: about, results } = readDocument(classificationSchema, bytes, file);
  const entries = results.map((it) => ({
    productCode: it.product_code,
    name: it.device_name,
    class: it.device_class,
    regulation: it.regulation_number,
    specialty: it.medical_specialty_description,
    lifeSustaining: it.life_sustain_support_flag === 'Y',
    implant: it.implant_flag === 'Y',
  }));
  return { asOf: about.last_updated, entries };
}
