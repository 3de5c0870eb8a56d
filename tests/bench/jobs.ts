import type { AffectoryApp } from '../e2e/affectory-app'

/** Note in the window when jobs of a kind begin and end, from now on. */
export async function watchJobs(app: AffectoryApp, kind: string): Promise<void> {
  await app.page.evaluate((wanted) => {
    const marks: { began?: number; ended?: number } = {}
    Object.assign(window, { jobMarks: marks })
    window.lab.on((name, payload) => {
      const job = payload as { kind: string; state: string }
      if (name !== 'job' || job.kind !== wanted) return
      if (job.state === 'running') marks.began ??= performance.now()
      if (job.state === 'done') marks.ended = performance.now()
    })
  }, kind)
}

/** Seconds from the begin of the first watched job to the end of the last. */
export async function watchedSeconds(app: AffectoryApp): Promise<number> {
  const marks = await app.page.evaluate(
    () => Reflect.get(window, 'jobMarks') as { began?: number; ended?: number }
  )
  if (marks.began === undefined || marks.ended === undefined)
    throw new Error('the watched job has not come to its end')
  return (marks.ended - marks.began) / 1000
}
