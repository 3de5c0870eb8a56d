import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommandCall } from '../../../src/shared/contract'
import type { Project } from '../../../src/main/store'
import { documentOf, edit, labelledProject, value } from './project-fixture'

const second = 1_000_000
const time = fc.integer({ min: -2, max: 62 }).map((seconds) => seconds * second)
const label = fc.constantFrom('neutral', 'anger', 'fear', 'cannot-rate', 'mad', 'nonsense')
const policy = fc.constantFrom('refuse', 'trim', 'replace')
const track = fc.constantFrom('t', 'free', 'bens')
/** Segments are named by their place among those that exist, so that most commands find something to do. */
const picks = fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 })

interface Step {
  readonly author: 'anna' | 'ben'
  readonly command: (ids: readonly string[]) => CommandCall
}

const at = (ids: readonly string[], pick: number): string => ids[pick % Math.max(1, ids.length)] ?? 'none'
const many = (ids: readonly string[], chosen: readonly number[]): string[] => [
  ...new Set(chosen.map((pick) => at(ids, pick)))
]

const command: fc.Arbitrary<Step['command']> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ track, start: time, length: fc.integer({ min: 0, max: 20 }), label, policy })
      .map((v) => () => ({
        id: 'segment-create',
        input: {
          trackId: v.track,
          start: v.start,
          end: v.start + v.length * second,
          label: v.label,
          onOverlap: v.policy
        }
      }))
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ picks, label, comment: fc.option(fc.string(), { nil: undefined }) })
      .map((v) => (ids: readonly string[]) => ({
        id: 'segment-set',
        input: { ids: many(ids, v.picks), patch: { label: v.label, comment: v.comment } }
      }))
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        pick: fc.nat(1000),
        start: fc.option(time, { nil: undefined }),
        end: fc.option(time, { nil: undefined }),
        policy
      })
      .map((v) => (ids: readonly string[]) => ({
        id: 'segment-set',
        input: { ids: [at(ids, v.pick)], patch: { start: v.start, end: v.end }, onOverlap: v.policy }
      }))
  },
  {
    weight: 2,
    arbitrary: picks.map((chosen) => (ids: readonly string[]) => ({
      id: 'segment-delete',
      input: { ids: many(ids, chosen) }
    }))
  },
  {
    weight: 2,
    arbitrary: fc.record({ pick: fc.nat(1000), at: time }).map((v) => (ids: readonly string[]) => ({
      id: 'segment-split',
      input: { ids: [at(ids, v.pick)], at: v.at }
    }))
  },
  {
    weight: 2,
    arbitrary: picks.map((chosen) => (ids: readonly string[]) => ({
      id: 'segment-merge',
      input: { ids: many(ids, chosen) }
    }))
  },
  {
    weight: 2,
    arbitrary: fc.record({ at: time, to: time }).map((v) => () => ({
      id: 'segment-move-boundary',
      input: { trackIds: ['t', 'free', 'bens'], at: v.at, to: v.to }
    }))
  },
  {
    weight: 2,
    arbitrary: fc.record({ picks, by: time, policy }).map((v) => (ids: readonly string[]) => ({
      id: 'segment-shift',
      input: { ids: many(ids, v.picks), by: v.by - 30 * second, onOverlap: v.policy }
    }))
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        track,
        policy,
        starts: fc.array(fc.integer({ min: 0, max: 58 }), { minLength: 1, maxLength: 5 })
      })
      .map((v) => () => ({
        id: 'segment-paste',
        input: {
          trackId: v.track,
          onOverlap: v.policy,
          segments: v.starts.map((start) => ({
            start: start * second,
            end: (start + 2) * second,
            label: 'fear'
          }))
        }
      }))
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ track, locked: fc.boolean() })
      .map((v) => () => ({ id: 'track-set', input: { id: v.track, patch: { locked: v.locked } } }))
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ track, overlap: fc.constantFrom('allowed', 'forbidden') })
      .map((v) => () => ({ id: 'track-set', input: { id: v.track, patch: { overlap: v.overlap } } }))
  },
  { weight: 1, arbitrary: track.map((id) => () => ({ id: 'track-delete', input: { ids: [id] } })) }
)
const steps = fc.array(fc.record({ author: fc.constantFrom('anna', 'ben'), command }) as fc.Arbitrary<Step>, {
  minLength: 15,
  maxLength: 35,
  size: 'max'
})

function start() {
  const { project, recordingId } = labelledProject()
  edit(project, 'setup', 'track-create', {
    id: 'free',
    recordingId,
    schemeId: 'ekman7',
    overlap: 'allowed',
    authorId: 'anna'
  })
  edit(project, 'setup', 'track-create', { id: 'bens', recordingId, schemeId: 'ekman7', authorId: 'ben' })
  return project
}

const ids = (project: Project): string[] =>
  project
    .all('segment')
    .map((row) => row.id)
    .sort()

function expectRulesHold(project: Project): void {
  for (const { id, overlap } of project.all('track')) {
    const segments = project.segmentsOfTrack(id)
    for (const segment of segments) {
      expect(segment.start).toBeGreaterThanOrEqual(0)
      expect(segment.end).toBeGreaterThan(segment.start)
      expect(segment.end).toBeLessThanOrEqual(60 * second)
      expect(['neutral', 'anger', 'fear', 'cannot-rate', undefined]).toContain(segment.label)
    }
    if (overlap === 'allowed') continue
    const clash = segments.find((segment, index) => segment.start < (segments[index - 1]?.end ?? 0))
    expect(clash, `overlap on ${id}`).toBeUndefined()
  }
}

describe('any sequence of edits', () => {
  it('keeps times inside the recording, labels inside the scheme, and segments apart where overlap is forbidden', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const project = start()
        for (const { author, command } of list) {
          const before = documentOf(project)
          const applied = project.apply(author, [command(ids(project))])
          if (!applied.ok) expect(documentOf(project)).toEqual(before)
          expectRulesHold(project)
        }
        project.close()
      }),
      { numRuns: 40 }
    )
  })

  it('undone to the start is the same database, redone to the end as well (U1, U2, U5)', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const project = start()
        const states = [documentOf(project)]
        for (const { command } of list) {
          const revision = project.revision()
          project.apply('carl', [command(ids(project))])
          if (project.revision() > revision) states.push(documentOf(project))
        }
        const last = states.length - 1
        for (let i = last - 1; i >= 0; i--) {
          expect(value(project.undo('carl'))).toBeDefined()
          expect(documentOf(project)).toEqual(states[i])
        }
        expect(value(project.undo('carl'))).toBeUndefined()
        for (let i = 1; i <= last; i++) {
          expect(value(project.redo('carl'))).toBeDefined()
          expect(documentOf(project)).toEqual(states[i])
        }
        expect(value(project.redo('carl'))).toBeUndefined()
        project.close()
      }),
      { numRuns: 40 }
    )
  })

  it("two people's edits, undos and redos in any order keep the rules, and each refusal leaves everything as it is", () => {
    const action = fc.oneof(
      { weight: 3, arbitrary: command },
      fc.constantFrom('undo' as const, 'redo' as const)
    )
    const turns = fc.array(fc.tuple(fc.constantFrom('anna', 'ben'), action), {
      minLength: 15,
      maxLength: 35,
      size: 'max'
    })
    fc.assert(
      fc.property(turns, (list) => {
        const project = start()
        for (const [author, what] of list) {
          const before = documentOf(project)
          const result =
            what === 'undo'
              ? project.undo(author)
              : what === 'redo'
                ? project.redo(author)
                : project.apply(author, [what(ids(project))])
          if (!result.ok) expect(documentOf(project)).toEqual(before)
          expectRulesHold(project)
        }
        project.close()
      }),
      { numRuns: 40 }
    )
  })

  it('splitting and merging again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        label.filter((id) => id !== 'nonsense'),
        fc.boolean(),
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        (cut, labelId, flagged, comment) => {
          const project = start()
          edit(project, 'anna', 'segment-create', {
            trackId: 't',
            id: 'a',
            start: 0,
            end: 10_000_000,
            label: labelId,
            flagged,
            comment,
            confidence: 0.3
          })
          const before = documentOf(project)
          const { createdIds } = edit(project, 'anna', 'segment-split', { ids: ['a'], at: cut })
          expect(project.segmentsOfTrack('t').map(({ start, end }) => [start, end])).toEqual([
            [0, cut],
            [cut, 10_000_000]
          ])
          edit(project, 'anna', 'segment-merge', { ids: [createdIds[0], 'a'] })
          expect(documentOf(project)).toEqual(before)
          project.close()
        }
      ),
      { numRuns: 25 }
    )
  })
})
