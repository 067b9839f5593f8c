/** The analysis document as a JSON Schema, for users' scripts in whatever language. */
import { z } from 'zod';
import { AnalysisDocument } from './document.ts';
import { SCHEMA } from './edition.ts';

/** The schema file's content. Readers must bear fields that it does not name: fields may be added. */
export function schemaText(): string {
  const schema = {
    title: `Wardline analysis document (${SCHEMA})`,
    ...z.toJSONSchema(AnalysisDocument, { io: 'input', unrepresentable: 'throw' }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
