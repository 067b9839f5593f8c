/**
 * What can be asked and done about a maintenance system's list of devices (CMMS): read a file of it, look at what fits and what
 * does not, apply it, undo it, and give back what we know better. Nothing is changed before it is applied.
 */
import { z } from 'zod';
import { DeviceRef } from '../inventory/device-ref.ts';
import { endpoint, fileOf } from '../platform/http/endpoint.ts';
import { ASSET_FIELDS } from './fields.ts';

const count = z.int().min(0);
const Field = z.enum(ASSET_FIELDS);
/** Only what a column was mapped to is kept of a row; other columns are not stored. */
const AssetRecord = z.partialRecord(Field, z.string());

export const RowState = z
  .enum(['matched', 'conflict', 'only-there', 'ambiguous'])
  .describe(
    'matched: one device of ours, nothing contradicts; conflict: one device, but fields differ; only-there: nothing like it was seen on the network; ambiguous: several devices fit, or several rows fit one device',
  );

/** A column of the file, and what it is taken for. */
export const FileColumn = z
  .object({
    name: z.string().describe('As the file writes it'),
    field: Field.nullable().describe('Null: not taken over, and not stored'),
    guessed: z.boolean().describe('Recognised by its name, not chosen by a person'),
    filled: count.describe('Rows that have something in it'),
    examples: z.array(z.string()).max(3).describe('Only of columns that are taken over'),
  })
  .meta({ id: 'FileColumn' });

/** A field as both sides have it. */
export const Comparison = z
  .object({
    field: Field,
    theirs: z.string().nullable().describe('What the file says'),
    ours: z.string().nullable().describe('What the network shows; of several values the one nearest to theirs'),
    state: z.enum(['same', 'differs', 'only-theirs', 'only-ours']).describe('same: equal, or written differently only'),
    because: z.string().nullable().describe('How we know ours, in words'),
    word: z
      .enum(['cmms', 'network', 'own'])
      .nullable()
      .describe('Whom a person decided to believe about this field; own: neither, they gave a value themselves'),
  })
  .meta({ id: 'Comparison' });

const Candidate = z.object({
  device: DeviceRef,
  because: z.string().describe('Why these two may be one, in words: "same MAC address 00:03:b1:…"'),
  confidence: z.number().min(0).max(1),
});

export const ImportRow = z
  .object({
    line: z.int().min(1).describe('Of the file, as an editor counts'),
    key: z.string().describe('What tells the rows of that system apart: its asset number, else its serial number'),
    record: AssetRecord,
    state: RowState,
    effect: z.enum(['new', 'changed', 'same']).describe('Compared with what was applied last'),
    device: DeviceRef.nullable(),
    because: z.string().nullable(),
    confidence: z.number().nullable(),
    chosen: z.boolean().describe('A person said which device this is'),
    candidates: z.array(Candidate).max(10).describe('For an ambiguous row'),
    comparisons: z.array(Comparison).describe('For a row with a device; what differs comes first'),
  })
  .meta({ id: 'ImportRow' });

export const ImportSummary = z
  .object({
    rows: count,
    matched: count,
    conflict: count,
    onlyThere: count,
    ambiguous: count,
    onlyHere: count.describe('Local devices that no row fits'),
    onlyHereMedical: count,
    /** Differing fields, the most frequent first. */
    differing: z.array(z.object({ field: Field, count })),
    effects: z.object({ new: count, changed: count, same: count }),
    gone: count.describe('Applied earlier, and not in this file'),
    skipped: z
      .array(z.object({ line: z.int(), reason: z.string() }))
      .max(100)
      .describe('Rows that could not be read, the first hundred'),
    skippedRows: count,
  })
  .meta({ id: 'ImportSummary' });

export const Import = z
  .object({
    id: z.string(),
    name: z.string().describe("The file's name"),
    state: z.enum(['preview', 'applied', 'discarded', 'undone']),
    sentence: z.string().describe('What applying it would do, or did, in one sentence'),
    encoding: z.string(),
    delimiter: z.enum([',', ';', '\t', '|']),
    columns: z.array(FileColumn),
    summary: ImportSummary,
    at: z.string(),
    by: z.string(),
    applied: z.string().nullable(),
    undoable: z.boolean(),
  })
  .meta({ id: 'Import' });

export const listImports = endpoint({
  method: 'GET',
  path: '/imports',
  summary: 'The files that were read from maintenance systems, the latest first',
  permission: 'import:read',
  input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ imports: z.array(Import) }),
});

/**
 * The body is the file itself: comma, semicolon, tab or bar between the columns; UTF-8, UTF-16 or Windows-1252; at most 64 MiB.
 * To change what a column is taken for, send the file again with `mapping`: rows are not kept beyond what was mapped.
 */
export const createImport = endpoint({
  method: 'POST',
  path: '/imports',
  summary: 'Read a file from a maintenance system and compare it with the network; nothing is changed yet',
  permission: 'import:write',
  upload: 'text/csv',
  repeatable: true,
  input: z.object({
    name: z.string().min(1).max(200).describe("The file's name"),
    mapping: z
      .string()
      .max(20_000)
      .optional()
      .describe(
        'JSON: the columns\' names with their fields, null for "do not take over". Remembered for files with the same columns',
      ),
  }),
  output: Import,
});

export const getImport = endpoint({
  method: 'GET',
  path: '/imports/{id}',
  summary: 'One file that was read: its columns, and what fits and what does not',
  permission: 'import:read',
  input: z.object({ id: z.string() }),
  output: Import,
});

export const listImportRows = endpoint({
  method: 'GET',
  path: '/imports/{id}/rows',
  summary: 'Rows of a file beside the devices that they fit',
  permission: 'import:read',
  input: z.object({
    id: z.string(),
    state: RowState.optional(),
    field: Field.optional().describe('Differs in this field'),
    search: z.string().max(200).default(''),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ rows: z.array(ImportRow), total: count }),
});

export const OnlyHere = z
  .object({
    device: DeviceRef,
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    address: z.string().nullable(),
    last: z.string(),
  })
  .meta({ id: 'OnlyHere' });

export const listOnlyHere = endpoint({
  method: 'GET',
  path: '/imports/{id}/only-here',
  summary: 'Devices on the network that the file does not have, medical ones first',
  permission: 'import:read',
  input: z.object({
    id: z.string(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ devices: z.array(OnlyHere), total: count }),
});

export const chooseDevice = endpoint({
  method: 'PUT',
  path: '/imports/{id}/rows/{line}/device',
  summary: 'Say which device a row of a preview is; null: none of ours',
  permission: 'import:write',
  input: z.object({ id: z.string(), line: z.coerce.number().int().min(1), device: z.string().nullable() }),
  output: ImportRow,
});

export const applyImport = endpoint({
  method: 'POST',
  path: '/imports/{id}/apply',
  summary: 'Take over what a file says; the same file again changes nothing',
  permission: 'import:write',
  repeatable: true,
  input: z.object({
    id: z.string(),
    believe: z
      .array(Field)
      .max(20)
      .default([])
      .describe(
        'Fields in which the file is believed for every matched device about which no person has said anything',
      ),
    complete: z
      .boolean()
      .default(false)
      .describe('The file lists everything that system has: what is gone from it is removed here too'),
  }),
  output: Import,
});

export const undoImport = endpoint({
  method: 'POST',
  path: '/imports/{id}/undo',
  summary: 'Put back what was there before a file was applied',
  permission: 'import:write',
  repeatable: true,
  input: z.object({ id: z.string() }),
  output: Import,
});

export const discardImport = endpoint({
  method: 'DELETE',
  path: '/imports/{id}',
  summary: 'Throw a preview away',
  permission: 'import:write',
  input: z.object({ id: z.string() }),
  output: Import,
});

export const getAsset = endpoint({
  method: 'GET',
  path: '/devices/{id}/asset',
  summary: 'What the maintenance system says of a device, beside what the network shows',
  permission: 'device:read',
  input: z.object({ id: z.string() }),
  output: z.object({
    assets: z
      .array(
        z.object({
          key: z.string(),
          record: AssetRecord,
          file: z.string().describe('The file that said so last'),
          at: z.string(),
          comparisons: z.array(Comparison),
        }),
      )
      .describe('Usually none or one'),
  }),
});

export const believe = endpoint({
  method: 'POST',
  path: '/devices/{id}/believe',
  summary: 'Decide whom to believe about a field in which the maintenance system and the network differ',
  permission: 'device:write',
  input: z.object({
    id: z.string(),
    field: Field,
    whom: z.enum(['cmms', 'network', 'nobody']).describe('nobody: takes the decision back'),
    reason: z.string().max(500).default(''),
  }),
  output: getAsset.output,
});

const What = z
  .enum(['differences', 'assets', 'devices'])
  .default('differences')
  .describe(
    'differences: for each device only what that system lacks or has otherwise, to be read in there; assets: all that it has, and what the network shows beside; devices: every local device, whether it is in there or not',
  );

export const exportAssets = endpoint({
  method: 'GET',
  path: '/assets/export.csv',
  summary: 'A file for the maintenance system, or for a table program; nothing in it is taken for a formula',
  permission: 'import:read',
  input: z.object({ what: What }),
  output: fileOf('text/csv'),
});

export const exportAssetsJson = endpoint({
  method: 'GET',
  path: '/assets/export.json',
  summary: 'The same for programs: an array with one object a line',
  permission: 'import:read',
  input: z.object({ what: What }),
  output: fileOf('application/json'),
});

export type ExportKind = z.infer<typeof What>;
export type AssetRow = z.infer<typeof ImportRow>;
export type AssetImport = z.infer<typeof Import>;
export type AssetComparison = z.infer<typeof Comparison>;
