import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { embeddingHandlers } from '../../../src/main/handlers/embedding'
import type { Project } from '../../../src/main/store'
import type { AlikeFaces, FoundFace } from '../../../src/shared/contract/embeddings'
import { micros } from '../../../src/shared/domain/time'
import { onePerson, onePersonCommands } from '../../../src/shared/embedding/one-person'
import { blindStudy } from '../store/blind-study'
import { edit, ekman7, labelledProject, minuteOfVideo, value } from '../store/project-fixture'
import { engineHere } from './engine-here'

const SECOND = 1_000_000

function startRun(project: Project, modelId: string): string {
  const { run } = project.createRun({
    modelId,
    modelName: modelId,
    scheme: ekman7,
    manifestHash: 'm',
    weightsHash: 'w',
    runtimeVersion: '1',
    providerAsked: 'cpu',
    options: {},
    itemsTotal: 1
  })
  return run.id
}

/** A direction for everybody, and a little noise that differs from picture to picture. */
const looks: Readonly<Record<string, readonly number[]>> = {
  ann: [1, 0, 0, 0.2],
  bob: [0, 1, 0, 0.2],
  cat: [0, 0, 1, 0.2]
}
const vectorOf = (who: string, sample: number): Float32Array =>
  Float32Array.from(looks[who] ?? [], (value, i) => value + 0.1 * Math.sin(sample * 7 + i * 3))

/** `faces[number - 1]`: who it is, and seconds in which they are seen. */
type Scene = readonly (readonly [who: string, from: number, to: number])[]

function scene(
  project: Project,
  runs: { readonly identity: string; readonly expression?: string },
  name: string,
  faces: Scene
): string {
  const { recordingId } = value(project.commitImported(minuteOfVideo(name)))
  const base = { recordingId, recordingDone: true, timings: {}, providerGot: 'cpu' }
  project.commitPredicted(runs.identity, {
    ...base,
    tracks: [],
    outputs: [
      {
        outputId: 'descriptor',
        embeddings: faces.flatMap(([who, from, to], i) =>
          Array.from({ length: to - from }, (_, s) => ({
            unitKey: `face-${i + 1}@${from + s}`,
            start: micros((from + s) * SECOND),
            end: micros((from + s + 1) * SECOND),
            vector: vectorOf(who, from + s)
          }))
        )
      }
    ]
  })
  if (runs.expression !== undefined)
    project.commitPredicted(runs.expression, {
      ...base,
      tracks: faces.map(([, from, to], i) => ({
        personKey: `face-${i + 1}`,
        name: `Face ${i + 1}`,
        append: [{ start: micros(from * SECOND), end: micros(to * SECOND), label: 'anger', flagged: false }]
      }))
    })
  return recordingId
}

async function alike(project: Project, runId: string): Promise<AlikeFaces> {
  const handlers = embeddingHandlers({
    open: { project },
    board: engineHere(),
    info: { version: '0.1.0' },
    problems: { add: () => undefined },
    emit: () => undefined
  } as unknown as HandlerContext)
  return value(await handlers['embedding.alike']({ runId, outputId: 'descriptor' }))
}

function studied() {
  const { project } = labelledProject()
  const runs = {
    identity: startRun(project, 'face-identity'),
    expression: startRun(project, 'face-expression')
  }
  const recordings = [
    scene(project, runs, 'one.mp4', [
      ['ann', 0, 20],
      ['bob', 0, 20]
    ]),
    scene(project, runs, 'two.mp4', [
      ['bob', 0, 30],
      ['cat', 0, 30]
    ]),
    // Ann leaves and comes back as another number; beside her somebody is seen in two pictures only.
    scene(project, runs, 'three.mp4', [
      ['ann', 0, 10],
      ['ann', 20, 30],
      ['bob', 0, 2]
    ])
  ]
  const namesOf = ({ faces, pairs }: AlikeFaces): string[] =>
    pairs
      .map(({ a, b }) =>
        [faces[a], faces[b]]
          .map((face) => place(face, recordings))
          .sort()
          .join(' ')
      )
      .sort()
  return { project, runs, recordings, namesOf }
}

const place = (face: FoundFace | undefined, recordings: readonly string[]): string =>
  `${recordings.indexOf(face?.recordingId ?? '') + 1}/${face?.face}`

const trackOf = (project: Project, recordingId: string | undefined, name: string): string =>
  project.all('track').find((track) => track.recordingId === recordingId && track.name === name)?.id ?? ''

describe('faces that look the same', () => {
  test('are told across recordings and within one, never of one picture', async () => {
    const { project, runs, namesOf } = studied()
    const made = await alike(project, runs.identity)
    expect(made.faces).toHaveLength(6)
    expect(namesOf(made)).toEqual(['1/1 3/1', '1/1 3/2', '1/2 2/1', '3/1 3/2'])
    expect(made.pairs.map(({ cosine }) => cosine)).toEqual(
      made.pairs.map(({ cosine }) => cosine).toSorted((a, b) => b - a)
    )
    // Every face has the track of its number, and the picture that stands for it is one of its own.
    for (const { trackIds, seen, row } of made.faces) {
      expect(trackIds).toHaveLength(1)
      expect(seen).toBeGreaterThanOrEqual(10)
      expect(row).toBeGreaterThanOrEqual(0)
    }
  })

  test('where one has a name, the other gets it in one edit that one undo takes back', async () => {
    const { project, runs, recordings, namesOf } = studied()
    edit(project, 'anna', 'person-save', { id: 'ann', name: 'Ann' })
    edit(project, 'anna', 'track-set', {
      id: trackOf(project, recordings[0], 'Face 1'),
      patch: { personId: 'ann' }
    })
    const made = await alike(project, runs.identity)
    const pair = made.pairs.find(
      ({ a, b }) =>
        [made.faces[a], made.faces[b]]
          .map((face) => place(face, recordings))
          .sort()
          .join() === '1/1,3/1'
    )
    const [a, b] = [made.faces[pair?.a ?? -1], made.faces[pair?.b ?? -1]]
    if (!a || !b) throw new Error('no such pair')
    const what = onePerson(a, b)
    const track = trackOf(project, recordings[2], 'Face 1')
    expect(what).toEqual({ kind: 'say', personId: 'ann', trackIds: [track] })
    value(project.apply('anna', onePersonCommands(what, { id: 'x', name: 'X' })))
    expect(project.get('track', track)?.personId).toBe('ann')
    // What is known already is no suggestion any more.
    const after = await alike(project, runs.identity)
    expect(namesOf(after)).toEqual(['1/1 3/2', '1/2 2/1', '3/1 3/2'])
    expect(after.agreed).toBe(1)
    value(project.undo('anna'))
    expect(project.get('track', track)?.personId).toBeUndefined()
  })

  test('two names become one, and without a name both become a new person', async () => {
    const { project, recordings, runs } = studied()
    for (const [id, at, name] of [
      ['bob', 0, 'Face 2'],
      ['robert', 1, 'Face 1']
    ] as const) {
      edit(project, 'anna', 'person-save', { id, name: id })
      edit(project, 'anna', 'track-set', {
        id: trackOf(project, recordings[at], name),
        patch: { personId: id }
      })
    }
    const { faces } = await alike(project, runs.identity)
    const faceAt = (where: string): FoundFace => {
      const found = faces.find((face) => place(face, recordings) === where)
      if (!found) throw new Error(where)
      return found
    }
    // Robert was seen longer.
    const merge = onePerson(faceAt('1/2'), faceAt('2/1'))
    expect(merge).toEqual({ kind: 'merge', kept: 'robert', other: 'bob' })
    value(project.apply('anna', onePersonCommands(merge, { id: 'x', name: 'X' })))
    expect(project.get('person', 'bob')).toBeUndefined()
    expect(project.get('track', trackOf(project, recordings[0], 'Face 2'))?.personId).toBe('robert')

    const both = onePerson(faceAt('1/1'), faceAt('3/2'))
    expect(both.kind).toBe('new')
    value(project.apply('anna', onePersonCommands(both, { id: 'p7', name: 'Person 7' })))
    expect(project.get('person', 'p7')?.name).toBe('Person 7')
    expect(project.get('track', trackOf(project, recordings[2], 'Face 2'))?.personId).toBe('p7')
    value(project.undo('anna'))
    expect(project.get('person', 'p7')).toBeUndefined()
  })

  test('without tracks of the faces nothing can be said', async () => {
    const { project } = labelledProject()
    const identity = startRun(project, 'face-identity')
    for (const name of ['one.mp4', 'two.mp4']) scene(project, { identity }, name, [['ann', 0, 5]])
    const { faces, pairs } = await alike(project, identity)
    expect(pairs).toHaveLength(1)
    const [a, b] = faces
    if (!a || !b) throw new Error('two faces')
    expect(onePersonCommands(onePerson(a, b), { id: 'x', name: 'X' })).toEqual([])
  })

  test('of a recording that is labelled blind nothing is told', async () => {
    const { project, recordingId } = blindStudy()
    const identity = startRun(project, 'face-identity')
    project.commitPredicted(identity, {
      recordingId,
      tracks: [],
      outputs: [
        {
          outputId: 'descriptor',
          embeddings: Array.from({ length: 6 }, (_, i) => ({
            unitKey: `face-${(i % 2) + 1}@${i}`,
            start: micros(i * SECOND),
            end: micros((i + 1) * SECOND),
            vector: vectorOf('ann', i)
          }))
        }
      ],
      recordingDone: true,
      timings: {},
      providerGot: 'cpu'
    })
    value(project.viewAs('anna', false))
    await expect(alike(project, identity)).rejects.toThrow(/not part of the project/)
  })
})
