import { z } from 'zod';

const number = z.string().max(20);
const form = z.string().max(60);

/**
 * What a person does about questions to the staff: the `value` of a button or a card, or what a typed text means.
 * `form` names the form that a button belongs to; typed, it is the form that stands open.
 */
export const questionAct = z.discriminatedUnion('question', [
  z.object({ question: z.literal('new') }),
  z.object({
    question: z.literal('send'),
    form: form.optional(),
    text: z.string().optional(),
    company: z.string().optional(),
  }),
  z.object({ question: z.literal('rewrite'), form: form.optional() }),
  z.object({ question: z.literal('company'), form: form.optional() }),
  z.object({ question: z.literal('drop'), form: form.optional() }),
  z.object({ question: z.literal('mine') }),
  z.object({ question: z.literal('show'), number }),
  z.object({ question: z.literal('withdraw'), number, sure: z.boolean().optional() }),
  z.object({ question: z.literal('reply'), number }),
]);

/** What a button, a card or a typed text does about questions to the staff; the last two can only be typed. */
export type QuestionAct =
  | z.infer<typeof questionAct>
  | { question: 'write'; text: string }
  | { question: 'look-up'; number: string; code: string };
