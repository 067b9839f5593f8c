/** Writes `schema/analysis.schema.json`, the published form of the analysis document, from the types that make it. */
import { writeFileSync } from 'node:fs';
import { schemaText } from '../src/analysis/schema.ts';

writeFileSync(new URL('../schema/analysis.schema.json', import.meta.url), schemaText());
