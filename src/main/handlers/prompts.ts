import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { basename } from 'node:path'
import { labelsOf } from '../../shared/domain/labels'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Recording, Segment, Track } from '../../shared/domain/rows'
import type { PromptsQuery } from '../../shared/contract/answers'
import { fillTemplate, unknownFields } from '../../shared/external/prompt-template'
import type { PromptFacts } from '../../shared/external/prompt-template'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { latestTracks } from './latest-tracks'
import { withProject } from './with-project'

/** Prompts for models that are run elsewhere: one for each recording or segment. */
export function promptsHandlers(context: HandlerContext): Area<'prompts.preview' | 'prompts.save'> {
  return {
    'prompts.preview': (query) =>
      withProject(context, (project) => {
        const wrong = refused(query)
        if (wrong) return wrong
        let count = 0
        const first: string[] = []
        for (const { prompt } of prompts(project, query)) {
          if (first.length < 3) first.push(prompt)
          count++
          if (count >= MOST_PREVIEWED) break
        }
        return ok({ count, first })
      }),
    'prompts.save': ({ format, ...query }) =>
      withProject(context, async (project) => {
        const wrong = refused(query)
        if (wrong) return wrong
        const path = await context.dialogs.savePrompts(format)
        if (path === undefined) return ok(undefined)
        try {
          return ok({ path, count: await write(path, format, prompts(project, query)) })
        } catch (error) {
          return fail(
            'file-unwritable',
            `${basename(path)} cannot be written: ${error instanceof Error ? error.message : String(error)}`
          )
        }
      })
  }
}

/** A preview counts no further. */
const MOST_PREVIEWED = 5000
/** Prompts written before others have their turn. */
const AT_ONCE = 200

function refused({ template }: PromptsQuery): Result<never> | undefined {
  const unknown = unknownFields(template)
  return unknown.length > 0
    ? fail(
        'prompt-field',
        `Nothing is known by the name {${unknown[0] ?? ''}}.`,
        'Choose one of the fields below the text.'
      )
    : undefined
}

interface Prompt {
  readonly facts: PromptFacts
  readonly prompt: string
}

async function write(path: string, format: 'jsonl' | 'csv', all: Iterable<Prompt>): Promise<number> {
  const out = createWriteStream(path, { encoding: 'utf8' })
  const failed = new Promise<never>((_, reject) => out.once('error', reject))
  const put = async (text: string): Promise<void> => {
    if (!out.write(text)) await Promise.race([once(out, 'drain'), failed])
  }
  let count = 0
  if (format === 'csv') await put('id,recording,start,end,prompt\n')
  for (const { facts, prompt } of all) {
    const { id, recording, start, end } = facts
    await put(
      format === 'jsonl'
        ? `${JSON.stringify({ id, recording, start: Number(start), end: Number(end), prompt })}\n`
        : `${[id, recording, start, end, prompt].map(quoted).join(',')}\n`
    )
    if (++count % AT_ONCE === 0) await new Promise((resume) => setImmediate(resume))
  }
  out.end()
  await Promise.race([once(out, 'finish'), failed])
  return count
}

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function* prompts(project: Project, { template, units, recordingIds }: PromptsQuery): Generator<Prompt> {
  const wanted = new Set(recordingIds)
  const tracks = units === 'recording' ? [] : latestTracks(project, false)
  const files = new Map<string, string>()
  for (const { recordingId, path } of project.all('file'))
    if (!files.has(recordingId)) files.set(recordingId, basename(path))
  for (const recording of project.all('recording')) {
    if (wanted.size > 0 && !wanted.has(recording.id)) continue
    const file = files.get(recording.id) ?? ''
    if (units === 'recording') {
      const facts = {
        ...times(0, recording.duration),
        id: recording.id,
        recording: recording.name,
        file,
        number: 1,
        text: '',
        speaker: '',
        labels: ''
      }
      yield { facts, prompt: fillTemplate(template, facts) }
      continue
    }
    const own = tracks.filter(
      (track) =>
        track.recordingId === recording.id && track.authorId === units.authorId && track.kind === units.kind
    )
    yield* ofSegments(project, recording, file, own, template)
  }
}

function* ofSegments(
  project: Project,
  recording: Recording,
  file: string,
  tracks: readonly Track[],
  template: string
): Generator<Prompt> {
  const rows = tracks
    .flatMap((track) => project.segmentsOfTrack(track.id).map((segment) => ({ track, segment })))
    .sort((a, b) => a.segment.start - b.segment.start || a.segment.end - b.segment.end)
  const factsOf = (segment: Segment, track: Track, i: number): PromptFacts => ({
    ...times(segment.start, segment.end),
    id: segment.id,
    recording: recording.name,
    file,
    number: i + 1,
    text: segment.text ?? '',
    // A turn of nobody in particular is spoken by whom its lane is called.
    speaker:
      project.get('person', segment.personId ?? track.personId ?? '')?.name ??
      (track.kind === 'utterances' ? track.name : ''),
    labels: labelsOf(project.get('scheme', track.schemeId), track.attributeId)
      .map(({ name }) => name.toLowerCase())
      .join(', ')
  })
  const all = rows.map(({ segment, track }, i) => factsOf(segment, track, i))
  for (const [i, facts] of all.entries())
    yield { facts, prompt: fillTemplate(template, facts, (by) => all[i + by]) }
}

const times = (start: number, end: number): Pick<PromptFacts, 'start' | 'end' | 'duration'> => ({
  start: (start / 1e6).toFixed(3),
  end: (end / 1e6).toFixed(3),
  duration: ((end - start) / 1e6).toFixed(3)
})
