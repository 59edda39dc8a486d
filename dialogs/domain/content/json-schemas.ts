import { z } from 'zod';
import { eligibilitySchema } from './eligibility-schema.js';
import { entriesSchema, smalltalkSchema, synonymsSchema, unanswerableSchema } from './entry-schema.js';
import type { Language } from './knowledge.js';
import { programSchema } from './program.js';

/**
 * JSON Schemas (draft 2020-12) of the knowledge files by name (`entries`, `program`, …), made from the schemas that check
 * them, so that editors complete and check while staff type.
 */
export function jsonSchemas(languages: Language[]): Record<string, object> {
  const schemas: Record<string, z.ZodType> = {
    entries: entriesSchema(languages),
    program: programSchema(languages),
    smalltalk: smalltalkSchema(languages),
    unanswerable: unanswerableSchema(languages),
    synonyms: synonymsSchema(languages),
    eligibility: eligibilitySchema(languages),
  };
  const convert = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, convert(schema)]));
}
