import { describe, expect, it } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  addLabel,
  copyScheme,
  documentOf,
  draftOf,
  emptyScheme,
  faultsOf,
  idFrom,
  moveLabel
} from '../../../src/renderer/panels/scheme/scheme-draft'
import { resolveLabels } from '../../../src/shared/domain/labels'
import type { SchemeRow } from '../../../src/shared/domain/rows'

const documentLabels = (document: object): number | undefined =>
  resolveLabels(document as Parameters<typeof resolveLabels>[0]).length

const stored: SchemeRow = {
  id: 'two',
  name: 'Two',
  version: '3',
  document: {
    schema: 'affectory.labels/1',
    id: 'two',
    name: 'Two',
    version: '3',
    maps: [{ to: 'valence2' }],
    attributes: [
      { id: 'arousal', type: 'continuous', unit: 'sample' },
      {
        id: 'emotion',
        type: 'categorical',
        unit: 'segment',
        labels: [
          { id: 'anger', aliases: ['mad'], polarity: 'negative' },
          { id: 'joy', name: { en: 'Joy', de: 'Freude' } }
        ]
      }
    ]
  }
}

describe('editing a scheme', () => {
  it('keeps what the editor does not show: aliases, other languages, other attributes, maps', () => {
    const draft = draftOf(stored)
    const document = documentOf({
      ...draft,
      labels: draft.labels.map((label) => (label.id === 'joy' ? { ...label, name: 'Happiness' } : label))
    })
    expect(document).toMatchObject({
      maps: [{ to: 'valence2' }],
      attributes: [
        { id: 'arousal' },
        {
          labels: [
            { id: 'anger', aliases: ['mad'], polarity: 'negative' },
            { id: 'joy', name: { en: 'Happiness', de: 'Freude' } }
          ]
        }
      ]
    })
  })
  it('shows after saving exactly what was edited', () => {
    const draft = draftOf(stored)
    const edited = {
      ...draft,
      labels: draft.labels.map((label) => ({
        ...label,
        color: '#123456',
        letter: label.letter + 'x',
        key: ''
      }))
    }
    expect(resolveLabels(documentOf(edited)).map(({ color, letter, key }) => [color, letter, key])).toEqual(
      edited.labels.map(({ color, letter }) => [color, letter, ''])
    )
  })
  it('names labels that share a letter, a key or a name, and a scheme without labels', () => {
    const draft = draftOf(stored)
    const [first, second] = draft.labels
    if (!first || !second) throw new Error('the scheme has two labels')
    expect(faultsOf(draft)).toEqual([])
    expect(faultsOf({ ...draft, labels: [first, { ...second, letter: first.letter }] })).toEqual([
      `Anger and Joy share the letter ${first.letter}.`
    ])
    expect(
      faultsOf({
        ...draft,
        labels: [
          { ...first, key: '1' },
          { ...second, key: '1' }
        ]
      })
    ).toEqual(['Anger and Joy share the key 1.'])
    expect(faultsOf({ ...draft, labels: [] })).toEqual(['A scheme needs at least one label.'])
  })
  it('takes other names of a label between commas, and leaves a document without any as it was', () => {
    const draft = draftOf(stored)
    expect(draft.labels.map(({ aliases }) => aliases)).toEqual(['mad', ''])
    const edited = draft.labels.map((label) =>
      label.id === 'joy' ? { ...label, aliases: ' happy, hap;happy ,' } : label
    )
    const labels = documentOf({ ...draft, labels: edited }).attributes[1]?.labels
    expect(labels?.map(({ aliases }) => aliases)).toEqual([['mad'], ['happy', 'hap']])
    expect(documentOf(draft).attributes[1]?.labels?.[1]).not.toHaveProperty('aliases')
  })
  it('refuses an alias that two labels claim, or that is the id of another', () => {
    const draft = draftOf(stored)
    const faults = (anger: string, joy: string) =>
      faultsOf({
        ...draft,
        labels: draft.labels.map((label) => ({ ...label, aliases: label.id === 'joy' ? joy : anger }))
      })
    expect(faults('cross', 'happy')).toEqual([])
    expect(faults('Hap', 'hap')).toEqual(['“Hap” stands for Anger and for Joy.'])
    expect(faults('', 'ANGER')).toEqual(['“ANGER” stands for Joy and for Anger.'])
  })
  it('lets every preset be edited and saved as it is', () => {
    const folder = join(import.meta.dirname, '../../../resources/schemes')
    const faults = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { id: string; name: string })
      .filter((document) => (documentLabels(document) ?? 0) > 0)
      .flatMap((document) =>
        faultsOf(draftOf({ id: document.id, name: document.name, version: '1', document }))
          .filter((fault) => fault.includes(' stands for '))
          .map((fault) => `${document.id}: ${fault}`)
      )
    expect(faults).toEqual([])
  })
  it('gives a new label a letter and a key that are free', () => {
    const draft = addLabel(draftOf(stored))
    expect(faultsOf(draft)).toEqual([])
    expect(new Set(draft.labels.map((label) => label.id)).size).toBe(3)
  })
  it('moves a label and stops at the ends', () => {
    const draft = draftOf(stored)
    expect(moveLabel(draft, 1, -1).labels.map((label) => label.id)).toEqual(['joy', 'anger'])
    expect(moveLabel(draft, 0, -1).labels.map((label) => label.id)).toEqual(['anger', 'joy'])
  })
  it('copies under an id that is free', () => {
    expect(copyScheme(stored, ['two', 'two-mine']).id).toBe('two-mine-2')
    expect(faultsOf(draftOf(emptyScheme([])))).toEqual([])
  })
  it('makes ids of names in any language', () => {
    expect(idFrom('Überraschung, leicht', [])).toBe('uberraschung-leicht')
    expect(idFrom('悲しい', [])).toBe('label')
  })
})
