import { z } from 'zod';

const number = z.string().max(20);
const text = z.string().max(20_000);

/** What a card of the staff's channel sends; inputs left empty are absent. */
export const staffPress = z.discriminatedUnion('staff', [
  z.object({ staff: z.literal('take'), number }),
  z.object({ staff: z.literal('answer'), number, answer: text.default(''), propose: z.boolean().optional() }),
  z.object({ staff: z.literal('propose'), number }),
  z.object({ staff: z.literal('pass'), number, area: z.string().max(60).default('') }),
  z.object({ staff: z.literal('close'), number, note: text.optional() }),
  z.object({ staff: z.literal('reopen'), number }),
  z.object({ staff: z.literal('retry'), number }),
]);
export type StaffPress = z.infer<typeof staffPress>;
