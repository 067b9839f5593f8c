/** CISA's catalogue of known exploited vulnerabilities. @see cisa.gov/known-exploited-vulnerabilities-catalog */
import { z } from 'zod';
import { readDocument } from './document.ts';

const DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const schema = z.object({
  catalogVersion: z.string(),
  dateReleased: z.string(),
  vulnerabilities: z.array(
    z.object({
      cveID: z.string().regex(/^CVE-\d{4}-\d{4,19}$/),
      vendorProject: z.string(),
      product: z.string(),
      vulnerabilityName: z.string(),
      dateAdded: DAY,
      shortDescription: z.string().default(''),
      requiredAction: z.string().default(''),
      dueDate: DAY.optional(),
      knownRansomwareCampaignUse: z.string().default('Unknown'),
    }),
  ),
});

export interface KevEntry {
  readonly cve: string;
  readonly vendor: string;
  readonly product: string;
  readonly name: string;
  /** Days, such as 2026-08-21: when it was listed, and by when US agencies have to act. */
  readonly added: string;
  readonly due: string | undefined;
  /** Whether it is known to be used for ransom. */
  readonly ransomware: boolean;
  readonly action: string;
  readonly description: string;
}

export interface Kev {
  readonly asOf: string;
  readonly entries: readonly KevEntry[];
}

/** @throws AppError `invalid` */
export function readKev(bytes: Uint8Array, file: string): Kev {
  const { dateReleased, vulnerabilities } = readDocument(schema, bytes, file);
  return {
    asOf: dateReleased,
    entries: vulnerabilities.map((it) => ({
      cve: it.cveID,
      vendor: it.vendorProject,
      product: it.product,
      name: it.vulnerabilityName,
      added: it.dateAdded,
      due: it.dueDate,
      ransomware: it.knownRansomwareCampaignUse === 'Known',
      action: it.requiredAction,
      description: it.shortDescription,
    })),
  };
}
