/** Work that stops between slices, so that whoever runs it can do other things in between. */
export type Sliced<T> = Generator<undefined, T, undefined>

/** Run sliced work to its end without a pause; for tests and small inputs. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
