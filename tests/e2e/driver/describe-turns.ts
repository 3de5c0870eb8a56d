import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { AffectoryApp } from '../affectory-app'
import { root } from './launch'

/** Two more authors: Mara and Nils give sets of labels, words and causes to the turns of the first conversation. */
export async function describeTurns(app: AffectoryApp): Promise<void> {
  const scheme = (id: string): unknown =>
    JSON.parse(readFileSync(join(root, 'resources/schemes', `${id}.json`), 'utf8'))
  const { tracks } = await app.snapshot()
  const words = tracks.find(({ kind }) => kind === 'utterances')
  const recordingId = words?.recordingId ?? ''
  const spoken = new Set(
    tracks
      .filter((track) => track.kind === 'utterances' && track.recordingId === recordingId)
      .map(({ id }) => id)
  )
  const turns = (await app.ask('track.segments', { recordingId }))
    .filter(({ trackId }) => spoken.has(trackId))
    .sort((a, b) => a.start - b.start)
    .slice(0, 6)
  expect(turns.length).toBeGreaterThan(4)
  const say = {
    mara: {
      sets: [{ joy: 1 }, { anger: 1, disgust: 1 }, { joy: 1, surprise: 1 }, { sadness: 1 }, { fear: 1 }],
      words: [['happy', 'relieved'], ['furious'], ['amazed'], ['zesty'], ['afraid']]
    },
    nils: {
      sets: [{ joy: 1 }, { anger: 1 }, { surprise: 1 }, { sadness: 1, fear: 1 }, { fear: 1 }],
      words: [['joyful'], ['sad'], ['astonished'], ['glad'], ['scared', 'alarmed']]
    }
  } as const
  await app.ask('edit.apply', {
    authorId: 'mara',
    commands: [
      { id: 'author-save', input: { id: 'mara', name: 'Mara' } },
      { id: 'author-save', input: { id: 'nils', name: 'Nils' } },
      ...['brighter6', 'open-vocabulary'].map((id) => ({
        id: 'scheme-save',
        input: { document: scheme(id) }
      }))
    ]
  })
  for (const [authorId, said] of Object.entries(say))
    await app.ask('edit.apply', {
      authorId,
      commands: [
        ...(
          [
            ['sets', 'brighter6', 'emotion'],
            ['words', 'open-vocabulary', 'words']
          ] as const
        ).flatMap(([kind, schemeId, attributeId]) => [
          { id: 'track-create', input: { id: `${authorId}-${kind}`, recordingId, schemeId, attributeId } },
          {
            id: 'segment-paste',
            input: {
              trackId: `${authorId}-${kind}`,
              segments: turns.slice(0, 5).map(({ start, end }, i) => ({
                ...{ start, end },
                value:
                  kind === 'sets'
                    ? { kind: 'labels', labels: said.sets[i] ?? {} }
                    : { kind: 'terms', terms: said.words[i] ?? [] }
              }))
            }
          }
        ]),
        ...(authorId === 'mara'
          ? [[1, 0] as const, [3, 2] as const]
          : [[1, 0] as const, [3, 1] as const]
        ).map(([from, to]) => ({
          id: 'relation-create',
          input: { kind: 'cause', fromId: turns[from]?.id, toId: turns[to]?.id }
        }))
      ]
    })
}
