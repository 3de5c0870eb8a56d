import { z } from 'zod'
import type { Db } from '../database'

/** What a package knows of the project it was made from. */
export const PackageFacts = z.object({
  projectId: z.string(),
  projectName: z.string(),
  revision: z.number(),
  madeAt: z.string(),
  /** Contents of the lanes as they were when it was made, by id: what is still equal was not touched. */
  tracks: z.record(z.string(), z.string())
})
export type PackageFacts = z.infer<typeof PackageFacts>

/** Facts of the package that a project is; undefined when it is none. */
export function packageFacts(db: Db): PackageFacts | undefined {
  const text = db.sql("SELECT value FROM meta WHERE key = 'package'").pluck().get()
  if (typeof text !== 'string') return undefined
  const facts = PackageFacts.safeParse(JSON.parse(text))
  return facts.success ? facts.data : undefined
}
