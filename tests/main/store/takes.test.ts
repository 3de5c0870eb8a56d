import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { openProject } from '../../../src/main/store'
import type { NewTake, Project } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import {
  closing,
  edit,
  labelledProject,
  minuteOfVideo,
  problem,
  reopen,
  schemes,
  value
} from './project-fixture'

const root = resolve(import.meta.dirname, '../../..')
const outDir = resolve(root, '.local/tests/take-child')
const child = join(outDir, 'take-child.js')

/** The project of the fixture with a trace track of anna's called `trace`. */
function ratedProject() {
  const { project, recordingId } = labelledProject()
  const scheme = schemes.find(({ id }) => id === 'va-bipolar')
  edit(project, 'anna', 'scheme-save', { document: scheme?.document })
  edit(project, 'anna', 'track-create', {
    id: 'trace',
    recordingId,
    schemeId: 'va-bipolar',
    attributeId: 'va',
    kind: 'trace',
    trace: { mode: 'bounded', rateHz: 50, dims: ['valence', 'arousal'] }
  })
  return { project, recordingId }
}

const tenSeconds: NewTake = {
  trackId: 'trace',
  start: micros(2_000_000),
  rateHz: 50,
  dims: ['valence', 'arousal'],
  source: 'live',
  device: 'mouse'
}
const ramp = (rows: number, from = 0): Float64Array =>
  Float64Array.from({ length: rows * 2 }, (_, i) => (from * 2 + i) / 1000)

function rate(project: Project, take = tenSeconds, rows = 500): string {
  const { takeId } = value(project.beginTake('anna', take))
  for (let at = 0; at < rows; at += 25) value(project.appendTake(takeId, ramp(Math.min(25, rows - at), at)))
  value(project.finishTake(takeId))
  return takeId
}

describe('takes', () => {
  it('what was rated is there after opening the project again, sample for sample', () => {
    const { project } = ratedProject()
    const takeId = rate(project)
    const again = reopen(project)
    const take = again.get('take', takeId)
    expect(take).toMatchObject({
      start: 2_000_000,
      end: 12_000_000,
      count: 500,
      missingCount: 0,
      position: 0
    })
    if (!take) return
    expect([...again.takeSamples(take)]).toEqual([...ramp(500)])
    expect([...again.takeSamples(take, 100, 102)]).toEqual([...ramp(500).subarray(200, 204)])
  })

  it('a long take is kept in chunks and any stretch of it can be read', () => {
    const { project } = ratedProject()
    const { takeId } = value(project.beginTake('anna', tenSeconds))
    for (let at = 0; at < 40_000; at += 4000) value(project.appendTake(takeId, ramp(4000, at)))
    value(project.finishTake(takeId))
    const take = project.get('take', takeId)
    if (!take) throw new Error('the take is gone')
    const whole = project.takeSamples(take)
    expect(whole.length).toBe(80_000)
    expect([...project.takeSamples(take, 16_380, 32_772)]).toEqual([...whole.subarray(32_760, 65_544)])
  })

  it('missing samples stay missing and are counted', () => {
    const { project } = ratedProject()
    const { takeId } = value(project.beginTake('anna', tenSeconds))
    value(
      project.appendTake(takeId, Float64Array.of(0.1, 0.2, NaN, NaN, 0.3, NaN), [
        [0, 0.1, 0.2],
        [18, 0.3, 0]
      ])
    )
    value(project.finishTake(takeId))
    const take = project.get('take', takeId)
    expect(take?.missingCount).toBe(2)
    expect(take && [...project.takeSamples(take)]).toEqual([0.1, 0.2, NaN, NaN, 0.3, NaN])
    expect(project.takeEvents(takeId)).toEqual([
      [0, 0.1, 0.2],
      [18, 0.3, 0]
    ])
  })

  it('undo takes a take away and redo brings it back with its samples', () => {
    const { project } = ratedProject()
    const takeId = rate(project)
    expect(project.snapshot('anna').canUndo).toBe('Rate 10 s of Valence and Arousal')
    value(project.undo('anna'))
    expect(project.get('take', takeId)).toBeUndefined()
    value(project.redo('anna'))
    const take = project.get('take', takeId)
    expect(take && [...project.takeSamples(take)]).toEqual([...ramp(500)])
  })

  it('deleting a track or a recording deletes its takes, and undo brings them back', () => {
    const { project, recordingId } = ratedProject()
    const takeId = rate(project)
    edit(project, 'anna', 'track-delete', { ids: ['trace'] })
    expect(project.all('take')).toEqual([])
    value(project.undo('anna'))
    expect(project.get('take', takeId)?.count).toBe(500)
    edit(project, 'anna', 'recording-delete', { ids: [recordingId] })
    expect(project.all('take')).toEqual([])
    value(project.undo('anna'))
    expect(project.get('take', takeId)?.count).toBe(500)
  })

  it('joining recordings moves their traces with all takes', () => {
    const { project, recordingId } = ratedProject()
    const takeId = rate(project)
    const other = value(project.commitImported(minuteOfVideo('other.mp4')))
    edit(project, 'anna', 'recordings-join', { into: other.recordingId, ids: [recordingId] })
    expect(project.get('track', 'trace')?.recordingId).toBe(other.recordingId)
    expect(project.get('take', takeId)?.trackId).toBe('trace')
  })

  it('hiding, lag, cross-fade and deletion of takes are edits that can be undone', () => {
    const { project } = ratedProject()
    const takeId = rate(project)
    edit(project, 'anna', 'take-set', { ids: [takeId], patch: { hidden: true } })
    edit(project, 'anna', 'take-set', {
      ids: [takeId],
      patch: { lag: 400_000, lagSource: { kind: 'group', correlation: 0.9 } }
    })
    expect(project.get('take', takeId)).toMatchObject({
      hidden: true,
      lag: 400_000,
      lagSource: { kind: 'group', correlation: 0.9 }
    })
    edit(project, 'anna', 'take-set', { ids: [takeId], patch: { lag: null } })
    expect(project.get('take', takeId)?.lag).toBeUndefined()
    expect(project.get('take', takeId)?.lagSource).toBeUndefined()
    edit(project, 'anna', 'take-delete', { ids: [takeId] })
    for (let step = 0; step < 4; step++) value(project.undo('anna'))
    expect(project.get('take', takeId)).toMatchObject({ hidden: false, count: 500 })
    expect(project.get('take', takeId)?.lag).toBeUndefined()
  })

  it('undoing an import takes imported ratings away, and redo brings every sample back', () => {
    const { project } = ratedProject()
    const samples = Float64Array.of(0.5, -0.5, NaN, 0.25)
    const imported = value(
      project.commitTogether(
        [
          {
            ...minuteOfVideo('rated.csv'),
            streams: [],
            traces: [
              {
                name: 'rated',
                authorName: 'cleo',
                schemeId: 'va-bipolar',
                attributeId: 'va',
                trace: { mode: 'bounded', rateHz: 4, dims: ['valence', 'arousal'] },
                takes: [{ start: micros(15_500_000), rateHz: 4, dims: ['valence', 'arousal'], samples }]
              }
            ]
          }
        ],
        { authorId: 'anna' }
      )
    )
    expect(imported.trackIds).toHaveLength(1)
    const [take] = project.all('take')
    expect(take).toMatchObject({
      start: 15_500_000,
      end: 16_000_000,
      count: 2,
      missingCount: 1,
      source: 'import'
    })
    value(project.undo('anna'))
    expect(project.all('take')).toEqual([])
    value(project.redo('anna'))
    const [back] = project.all('take')
    expect(back && [...project.takeSamples(back)]).toEqual([...samples])
  })

  it('a dropped take leaves nothing behind, and nothing can be added to it', () => {
    const { project } = ratedProject()
    const { takeId } = value(project.beginTake('anna', tenSeconds))
    value(project.appendTake(takeId, ramp(5)))
    project.abortTake(takeId)
    expect(project.takeDrafts()).toEqual([])
    expect(problem(project.appendTake(takeId, ramp(5))).code).toBe('take.gone')
    expect(problem(project.finishTake(takeId)).code).toBe('take.gone')
  })

  it('a take without samples, of a wrong width or on a track of segments is refused', () => {
    const { project } = ratedProject()
    const { takeId } = value(project.beginTake('anna', tenSeconds))
    expect(problem(project.appendTake(takeId, Float64Array.of(1, 2, 3))).code).toBe('take.shape')
    expect(problem(project.finishTake(takeId)).code).toBe('take.empty')
    expect(project.takeDrafts()).toEqual([])
    expect(problem(project.beginTake('anna', { ...tenSeconds, trackId: 't' })).code).toBe('track.no-trace')
    edit(project, 'anna', 'track-set', { id: 'trace', patch: { locked: true } })
    expect(problem(project.beginTake('anna', tenSeconds)).code).toBe('track.locked')
  })

  it('a take finished with an end keeps nothing behind it', () => {
    const { project } = ratedProject()
    const { takeId } = value(project.beginTake('anna', tenSeconds))
    value(project.appendTake(takeId, ramp(100)))
    value(project.finishTake(takeId, { end: 3_000_000 }))
    expect(project.get('take', takeId)).toMatchObject({ count: 50, end: 3_000_000 })
  })
})

describe('killing the app while rating', () => {
  beforeAll(async () => {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: resolve(import.meta.dirname, 'take-child.ts'),
        outDir,
        emptyOutDir: true,
        rollupOptions: {
          external: ['better-sqlite3'],
          output: { format: 'es', entryFileNames: 'take-child.js' }
        }
      }
    })
  })

  it('every acknowledged sample is there after kill -9 and can be kept as a take', async () => {
    const { project } = ratedProject()
    project.close()
    for (let round = 0; round < 4; round++) {
      const lines = await rateAndKill(project.folder)
      const [takeId = '', acknowledged = '0'] = lines.at(-1)?.split(' ') ?? []
      const again = value(openProject(project.folder))
      const draft = again.takeDrafts().find((one) => one.takeId === takeId)
      expect(draft?.trackId).toBe('trace')
      // At most the piece under way when it was killed is there without having been acknowledged.
      expect(draft?.count).toBeGreaterThanOrEqual(Number(acknowledged))
      expect(draft?.count).toBeLessThanOrEqual(Number(acknowledged) + 13)
      value(again.finishTake(takeId))
      const take = again.get('take', takeId)
      if (!take) throw new Error('the take is gone')
      const expected = Array.from({ length: take.count * 2 }, (_, i) => i / 1000)
      expect([...again.takeSamples(take)]).toEqual(expected)
      again.close()
    }
    closing(value(openProject(project.folder)))
  })
})

/** Start the child, kill it with SIGKILL at a random moment, answer the lines it had written. */
async function rateAndKill(folder: string): Promise<string[]> {
  const process_ = spawn(process.execPath, [child, folder, 'trace'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const killed = new Promise<void>((done) => process_.once('exit', () => done()))
  process_.stdout.setEncoding('utf8')
  await new Promise<void>((started) => {
    process_.stdout.on('data', (text: string) => {
      if (output === '') setTimeout(started, Math.random() * 60)
      output += text
    })
  })
  process_.kill('SIGKILL')
  await killed
  return output.split('\n').slice(0, -1)
}
