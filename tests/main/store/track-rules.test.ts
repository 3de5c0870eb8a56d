import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommandCall } from '../../../src/shared/contract'
import type { Project } from '../../../src/main/store'
import { brokenRules } from '../../shared/commands/broken-rules'
import { documentOf, edit, labelledProject, problem, value } from './project-fixture'

const second = 1_000_000
const TRACKS = ['t', 'u', 'v', 'g'] as const
const at = fc.integer({ min: 0, max: 60 })
const step = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    track: fc.constantFrom(...TRACKS),
    at,
    length: fc.integer({ min: 1, max: 12 })
  }),
  fc.record({
    kind: fc.constant('trim' as const),
    track: fc.constantFrom(...TRACKS),
    pick: fc.nat(50),
    at,
    edge: fc.constantFrom('start', 'end')
  }),
  fc.record({
    kind: fc.constant('shift' as const),
    track: fc.constantFrom(...TRACKS),
    pick: fc.nat(50),
    by: fc.integer({ min: -9, max: 9 })
  }),
  fc.record({ kind: fc.constant('split' as const), track: fc.constantFrom(...TRACKS), pick: fc.nat(50), at }),
  fc.record({ kind: fc.constant('delete' as const), track: fc.constantFrom(...TRACKS), pick: fc.nat(50) }),
  fc.record({ kind: fc.constant('undo' as const) })
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** `t` gap-free holds `u` gap-free, which holds `v`; `g` is gap-free by itself. */
function nestedProject(): Project {
  const { project, recordingId } = labelledProject()
  const track = (id: string, more: object) =>
    edit(project, 'anna', 'track-create', { id, recordingId, schemeId: 'ekman7', name: id, ...more })
  edit(project, 'anna', 'track-set', { id: 't', patch: { coverage: 'gap-free' } })
  track('u', { parentId: 't', coverage: 'gap-free' })
  track('v', { parentId: 'u' })
  track('g', { coverage: 'gap-free' })
  const make = (trackId: string, id: string, start: number, end: number) =>
    edit(project, 'anna', 'segment-create', {
      id,
      trackId,
      start: start * second,
      end: end * second,
      label: 'fear'
    })
  make('t', 't1', 5, 20)
  make('t', 't2', 20, 40)
  make('u', 'u1', 6, 12)
  make('u', 'u2', 22, 30)
  make('v', 'v1', 7, 9)
  make('g', 'g1', 10, 30)
  return project
}
const rulesOf = (project: Project): string[] =>
  brokenRules({
    all: (table) => project.all(table),
    segmentsOf: (trackId) => project.segmentsOfTrack(trackId)
  })

function perform(project: Project, each: Step): boolean {
  if (each.kind === 'undo') return project.undo('anna').ok
  const run = (id: string, input: unknown): boolean =>
    project.apply('anna', [{ id, input } satisfies CommandCall]).ok
  if (each.kind === 'create')
    return run('segment-create', {
      trackId: each.track,
      start: each.at * second,
      end: (each.at + each.length) * second,
      label: 'anger'
    })
  const list = project.segmentsOfTrack(each.track)
  const id = list[each.pick % Math.max(1, list.length)]?.id
  if (id === undefined) return false
  switch (each.kind) {
    case 'trim':
      return run('segment-set', { ids: [id], patch: { [each.edge]: each.at * second } })
    case 'shift':
      return run('segment-shift', { ids: [id], by: each.by * second })
    case 'split':
      return run('segment-split', { ids: [id], at: each.at * second })
    case 'delete':
      return run('segment-delete', { ids: [id] })
  }
}

describe('gap-free and nested tracks in the store', () => {
  it('keep their rules through random edits and undos, and undone to the start are as they were', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        const project = nestedProject()
        const before = documentOf(project)
        let open = 0
        for (const each of steps) {
          const { revision } = project.snapshot('anna')
          // The edits that made the project are not taken back.
          if (each.kind === 'undo' && open === 0) continue
          perform(project, each)
          if (project.snapshot('anna').revision > revision) open += each.kind === 'undo' ? -1 : 1
          expect(rulesOf(project), `after ${JSON.stringify(each)}`).toEqual([])
        }
        while (open-- > 0) value(project.undo('anna'))
        expect(documentOf(project)).toEqual(before)
        project.close()
      }),
      { numRuns: 25 }
    )
  })

  it('takes a parent back with everything that followed it, in one undo', () => {
    const project = nestedProject()
    const before = documentOf(project)
    edit(project, 'anna', 'segment-delete', { ids: ['t1', 't2'] })
    expect(project.segmentsOfTrack('v')).toEqual([])
    value(project.undo('anna'))
    expect(documentOf(project)).toEqual(before)
  })

  it('fits a segment that is restored from its history to what stands around it now', () => {
    const project = nestedProject()
    const { revision } = project.snapshot('anna')
    edit(project, 'anna', 'segment-set', { ids: ['g1'], patch: { end: 20 * second } })
    edit(project, 'anna', 'segment-create', { id: 'g2', trackId: 'g', start: 20 * second, end: 50 * second })
    // It would lie over its neighbour, which nobody asked to be cut.
    expect(problem(project.restore('anna', 'segment', 'g1', revision)).code).toBe('segment.overlap')
    edit(project, 'anna', 'segment-set', { ids: ['g1'], patch: { end: 15 * second } })
    expect(rulesOf(project)).toEqual([])
  })

  it('edits a gap-free track of 20,000 segments about as fast as any', () => {
    const { project, recordingId } = labelledProject()
    edit(project, 'anna', 'recording-set', { id: recordingId, patch: { name: 'Long' } })
    edit(project, 'anna', 'track-create', { id: 'big', recordingId, schemeId: 'ekman7' })
    const step_ = 3000
    edit(project, 'anna', 'segment-paste', {
      trackId: 'big',
      segments: Array.from({ length: 20_000 }, (_, n) => ({
        id: `n${n}`,
        start: n * step_,
        end: (n + 1) * step_
      }))
    })
    edit(project, 'anna', 'track-set', { id: 'big', patch: { coverage: 'gap-free' } })
    const times = Array.from({ length: 60 }, (_, n) => {
      const id = n * 300 + 7
      const started = performance.now()
      edit(project, 'anna', 'segment-set', { ids: [`n${id}`], patch: { end: (id + 1) * step_ + 500 } })
      return performance.now() - started
    }).sort((a, b) => a - b)
    expect(project.segmentsOfTrack('big')[8]?.start).toBe(8 * step_ + 500)
    console.info(`median ${times[30]?.toFixed(2)} ms, slowest ${times.at(-1)?.toFixed(2)} ms`)
    // Whole tracks are never read: that alone takes three times as long.
    expect(times[30]).toBeLessThan(40)
  })
})
