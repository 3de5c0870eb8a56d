import { readFileSync } from 'node:fs'
import { answersHandlers } from '../../../src/main/handlers/answers'
import type { HandlerContext } from '../../../src/main/handlers/context'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import { expect } from 'vitest'
import { engineHere } from '../handlers/engine-here'
import { edit, ekman7, newProject, value } from '../store/project-fixture'

/** Names of the pictures that a file of GiMeFive's scores is about. */
export const picturesIn = (path: string): readonly string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => /([^/]+)\.jpg/.exec(line)?.[1] ?? [])

/** A project with these pictures, labelled by Anna with `labelOf` (undefined: no track at all). */
export function labelledPictures(
  names: readonly string[],
  labelOf: (name: string) => string | undefined = (name) => name.split('_').at(-1)
): Project {
  const project = newProject()
  edit(project, 'anna', 'author-save', { id: 'anna', name: 'Anna' })
  edit(project, 'anna', 'scheme-save', { document: ekman7.document })
  for (let from = 0; from < names.length; from += 100)
    value(
      project.commitGroups(
        names.slice(from, from + 100).map((name) => ({
          files: [
            {
              path: `/pictures/${name}.jpg`,
              name: `${name}.jpg`,
              sizeBytes: 1,
              contentHash: name,
              container: 'jpeg',
              playback: 'direct' as const,
              durationSeconds: 1,
              streams: [],
              tracks: []
            }
          ]
        })),
        { authorId: 'anna' }
      )
    )
  for (const recording of project.all('recording')) {
    const label = labelOf(recording.name.split('.')[0] ?? '')
    if (label === undefined) continue
    const trackId = `t-${recording.id}`
    edit(project, 'anna', 'track-create', { id: trackId, recordingId: recording.id, schemeId: 'ekman7' })
    edit(project, 'anna', 'segment-create', { trackId, start: 0, end: 1e6, label })
  }
  return project
}

/** Import a file of scores the way a user does; gives the author of the run. */
export async function importScores(
  project: Project,
  path: string,
  labels: readonly string[],
  target = { schemeId: 'ekman7', attributeId: 'emotion' },
  recordingColumn = 'filepath'
): Promise<string> {
  const context = {
    open: { project },
    board: engineHere(),
    problems: { add: () => undefined },
    emit: () => undefined,
    granted: { allows: () => true },
    paths: { schemes: 'resources/schemes' }
  } as unknown as HandlerContext
  const mapping = calls['answers.import'].input.parse({
    path,
    name: 'Scores',
    mapping: {
      unit: 'recording',
      recordingColumn,
      target,
      scoreColumns: Object.fromEntries(labels.map((label) => [label, label]))
    }
  }).mapping
  const { runId } = value(await answersHandlers(context)['answers.import']({ path, mapping, name: 'Scores' }))
  await expect.poll(() => project.get('run', runId)?.state, { timeout: 60_000 }).toBe('done')
  return project.get('run', runId)?.authorId ?? ''
}
