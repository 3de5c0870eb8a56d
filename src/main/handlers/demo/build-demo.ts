import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SCENE_SAMPLE_RATE_HZ, scenes } from '../../../shared/demo/scene'
import type { Scene } from '../../../shared/demo/scene'
import type { FilmRequest } from '../../../shared/demo/studio-protocol'
import type { CommandCall } from '../../../shared/contract'
import type { Result } from '../../../shared/domain/problem'
import { loadSchemes, openProject } from '../../store'
import type { FrameRows, Project } from '../../store'
import type { HandlerContext } from '../context'
import { buildHandlers } from '..'
import { importInto } from '../recording'
import { addSimulatedTraces } from './add-traces'
import { simulatedAnnotators, simulateLabels } from './annotators'
import { bodyChannels, eegChannels } from './body-signals'
import { dialogueVtt } from './dialogue'
import { edfFile } from './edf-file'
import { voice } from './voice'

export interface DemoOptions {
  /** Folder to make; replaced when it exists. */
  readonly folder: string
  /** Folder of the photographs. */
  readonly photos: string
  /** Draw and encode a scene in the hidden studio window. */
  film(request: FilmRequest, progress: (share: number) => void): Promise<Uint8Array>
  say(line: string): void
}

/** Who made the demo, in its history. Nobody works under this name. */
const DEMO = 'demo'
const DEMO_SCHEME = 'ekman7'
const STARTED = new Date(Date.UTC(2026, 0, 15, 10, 0, 0))

/** Make the demo project from nothing but photographs and written scenes; every row says that it is synthetic. */
export async function buildDemo(context: HandlerContext, options: DemoOptions): Promise<void> {
  const target = `${options.folder}.new`
  rmSync(target, { recursive: true, force: true })
  mkdirSync(join(target, 'media'), { recursive: true })
  const opened = openProject(target, {
    create: { name: 'Affectory demo', synthetic: true },
    appVersion: context.info.version
  })
  const project = value(opened)
  context.open.project = project
  context.granted.grant(target)
  for (const scene of scenes) await addScene(context, project, scene, options)
  await predict(context, project, options)
  nameFaces(project)
  project.saveUiState('welcome', { recordingId: project.all('recording')[0]?.id })
  project.close()
  context.open.project = undefined
  rmSync(options.folder, { recursive: true, force: true })
  renameSync(target, options.folder)
}

async function addScene(
  context: HandlerContext,
  project: Project,
  scene: Scene,
  options: DemoOptions
): Promise<void> {
  const media = (name: string): string => join(project.folder, 'media', name)
  options.say(`${scene.name}: sound and signals`)
  const sound = voice(scene)
  const photos = Object.fromEntries(
    photoNames(scene).map((name) => [name, new Uint8Array(readFileSync(join(options.photos, name)))])
  )
  options.say(`${scene.name}: ${scene.seconds} s of video`)
  const film = await options.film(
    { scene, photos, sound, sampleRateHz: SCENE_SAMPLE_RATE_HZ },
    () => undefined
  )
  writeFileSync(media(`${scene.id}.mp4`), film)
  writeFileSync(media(`${scene.id}-eeg.edf`), edfFile(eegChannels(scene), [], 'synthetic', STARTED))
  writeFileSync(media(`${scene.id}-body.edf`), edfFile(bodyChannels(scene), [], 'synthetic', STARTED))
  writeFileSync(media(`${scene.id}.vtt`), dialogueVtt(scene))

  await importInto(context, project, [media(`${scene.id}.mp4`)])
  const recording = project.all('recording').at(-1)
  if (!recording) throw new Error(`the video of ${scene.id} was not imported: ${problemText(context)}`)
  await importInto(
    context,
    project,
    [media(`${scene.id}-eeg.edf`), media(`${scene.id}-body.edf`), media(`${scene.id}.vtt`)],
    recording.id
  )
  edit(project, DEMO, [
    {
      id: 'recording-set',
      input: {
        id: recording.id,
        patch: {
          name: scene.name,
          note: 'Synthetic: made on this machine from photographs, a written dialogue and formulas.'
        }
      }
    }
  ])
  addAnnotations(context, project, scene, recording.id)
  addSimulatedTraces(project, DEMO, context.paths.schemes, scene, recording.id)
}

const photoNames = (scene: Scene): string[] => [
  ...new Set(scene.players.flatMap(({ shots }) => shots.flatMap(({ view }) => (view ? [view.photo] : []))))
]

function addAnnotations(context: HandlerContext, project: Project, scene: Scene, recordingId: string): void {
  const scheme = loadSchemes(context.paths.schemes).find(({ id }) => id === DEMO_SCHEME)
  if (!scheme) throw new Error(`the label scheme ${DEMO_SCHEME} is not installed`)
  if (!project.get('scheme', DEMO_SCHEME))
    edit(project, DEMO, [{ id: 'scheme-save', input: { document: scheme.document } }])
  const persons = scene.players.map((player) => personId(project, player.name, player.color))
  simulatedAnnotators.forEach((annotator, position) => {
    const authorId = `sim-${position + 1}`
    if (!project.get('author', authorId)) {
      const { name, color } = annotator
      edit(project, DEMO, [
        {
          id: 'author-save',
          input: {
            id: authorId,
            kind: 'human',
            name,
            color,
            perspective: 'observer',
            synthetic: true,
            position
          }
        }
      ])
    }
    const labels = simulateLabels(scene, annotator)
    scene.players.forEach((player, index) => {
      const trackId = `${authorId}-${scene.id}-${player.name}`.slice(0, 64)
      const track = {
        id: trackId,
        recordingId,
        authorId,
        schemeId: DEMO_SCHEME,
        attributeId: 'emotion',
        personId: persons[index],
        name: player.name,
        kind: 'segments',
        overlap: 'forbidden',
        position: position * 10 + index,
        locked: false
      }
      const own = labels.filter((label) => label.player === index)
      // Made by the demo in the annotator's name: no edit of theirs, so undo does not reach it.
      edit(project, DEMO, [
        { id: 'track-create', input: track },
        ...own.map(({ start, end, label, confidence, comment }) => ({
          id: 'segment-create',
          input: {
            trackId,
            start,
            end,
            label,
            confidence,
            comment,
            origin: { kind: 'simulated' },
            onOverlap: 'trim'
          }
        }))
      ])
    })
  })
}

function personId(project: Project, name: string, color: string): string {
  const existing = project.all('person').find((person) => person.name === name)
  if (existing) return existing.id
  const id = name.toLowerCase()
  edit(project, DEMO, [{ id: 'person-save', input: { id, name, color } }])
  return id
}

/** Run the models over the scenes, so that every panel has something to show. */
async function predict(context: HandlerContext, project: Project, options: DemoOptions): Promise<void> {
  const handlers = buildHandlers(context)
  const recordingIds = project.all('recording').map(({ id }) => id)
  const turns = project.all('track').find(({ kind }) => kind === 'utterances')
  for (const [modelId, runOptions] of [
    ['speech-emotion', { mode: 'segments' as const, trackId: turns?.id }],
    ['face-expression', { rateHz: 5 }]
  ] as const) {
    options.say(`model ${modelId} on ${recordingIds.length} recordings`)
    const started = await handlers['prediction.run']({
      modelId,
      recordingIds,
      options: { ...runOptions, provider: 'cpu' }
    })
    const { jobId } = value(started)
    await settled(context, jobId)
  }
}

/** Give each face track the person it shows: the players sit side by side, so the half of the picture tells who it is. */
function nameFaces(project: Project): void {
  for (const scene of scenes) {
    const recording = project.all('recording').find(({ name }) => name === scene.name)
    const tracks = project.all('track').filter(({ recordingId }) => recordingId === recording?.id)
    const rows = tracks.flatMap((track) =>
      track.kind === 'frames' ? [project.framesOf(track.id, 0, Number.MAX_SAFE_INTEGER)] : []
    )
    const commands = tracks.flatMap((track) => {
      const number = /^Face (\d+)$/.exec(track.name)?.[1]
      const middle =
        number &&
        rows.map((found) => found && meanCentre(found, Number(number))).find((centre) => centre !== undefined)
      if (!middle) return []
      const player = scene.players[middle < 0.5 ? 0 : 1]
      const person = project.all('person').find(({ name }) => name === player.name)
      return person ? [{ id: 'track-set', input: { id: track.id, patch: { personId: person.id } } }] : []
    })
    if (commands.length > 0) edit(project, DEMO, commands)
  }
}

/** Mean horizontal centre of a person's boxes as a share of the picture; undefined when the rows have none. */
function meanCentre(rows: FrameRows, person: number): number | undefined {
  const [who, x, w] = ['person', 'x', 'w'].map((name) => rows.columns.indexOf(name))
  if (who === undefined || x === undefined || w === undefined || Math.min(who, x, w) < 0) return undefined
  const centres: number[] = []
  for (let row = 0; row < rows.count; row++) {
    const at = (column: number): number => rows.data[row * rows.columns.length + column] ?? 0
    if (at(who) === person) centres.push(at(x) + at(w) / 2)
  }
  return centres.length > 0 ? centres.reduce((sum, centre) => sum + centre, 0) / centres.length : undefined
}

function edit(project: Project, authorId: string, commands: readonly CommandCall[]): void {
  value(project.apply(authorId, commands))
}

async function settled(context: HandlerContext, jobId: string): Promise<void> {
  for (;;) {
    const job = context.board.list().find(({ id }) => id === jobId)
    if (!job || job.state === 'done') return
    if (job.state !== 'queued' && job.state !== 'running')
      throw new Error(`${job.title} ended as ${job.state}: ${job.problem?.message ?? ''}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const problemText = (context: HandlerContext): string =>
  context.problems
    .list()
    .map(({ message }) => message)
    .join(' ')

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.message} ${result.error.hint ?? ''}`)
  return result.value
}

/** True when the folder holds a finished demo project. */
export const demoExists = (folder: string): boolean => existsSync(join(folder, 'project.sqlite'))
