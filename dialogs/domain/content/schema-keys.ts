import type { z } from 'zod';

/** The headings that a schema knows at a path of the data; none where anything goes. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const end = path.reduce<z.core.$ZodType | undefined>((inner, key) => inner && step(peel(inner), key), schema);
  const shape = end && shapeOf(peel(end));
  return shape ? Object.keys(shape) : [];
}

/** A schema without its wrappers: defaults, optionals, transforms. */
function peel(schema: z.core.$ZodType): z.core.$ZodType {
  const def = definition(schema);
  const inner = def.type === 'pipe' ? def.in : def.innerType;
  return inner ? peel(inner) : schema;
}

function step(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const def = definition(schema);
  if (def.type === 'array') return def.element;
  return shapeOf(schema)?.[String(key)] ?? def.catchall ?? def.valueType;
}

function shapeOf(schema: z.core.$ZodType): Record<string, z.core.$ZodType> | undefined {
  return definition(schema).shape;
}

interface Definition {
  type: string;
  in?: z.core.$ZodType;
  innerType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  shape?: Record<string, z.core.$ZodType>;
  catchall?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
}

function definition(schema: z.core.$ZodType): Definition {
  return schema._zod.def as Definition;
}
