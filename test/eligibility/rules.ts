import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { eligibilitySchema } from '../../dialogs/domain/content/eligibility-schema.js';
import type { Eligibility } from '../../dialogs/domain/eligibility/eligibility.js';

/** The rules of the product as staff keep them, read afresh. */
export function productRules(): Eligibility {
  return eligibilitySchema(['ja', 'en']).parse(rulesFile());
}

/** The data of knowledge/eligibility.yaml, unchecked. */
export function rulesFile(): unknown {
  return parse(readFileSync('knowledge/eligibility.yaml', 'utf8'));
}
