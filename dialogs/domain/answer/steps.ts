/** Long work that stops now and then, so that whoever runs it may let others go first; what it comes to is returned. */
export type Steps<Result> = Generator<undefined, Result>;

/** Runs the work without a pause. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
