import { describe, expect, it } from 'vitest'
import { missingLabels, withLabels } from '../../../src/shared/scheme/base-labels'
import { EditableScheme } from '../../../src/shared/scheme/editable-scheme'
import { schemeFaults } from '../../../src/shared/scheme/scheme-faults'
import { readWheel, wheelText } from '../../../src/shared/scheme/wheel-text'

const scheme = (rest: object = {}): EditableScheme =>
  EditableScheme.parse({
    schema: 'affectory.labels/1',
    id: 'mine',
    name: 'Mine',
    attributes: [
      { id: 'emotion', type: 'categorical', unit: 'segment', labels: [{ id: 'joy' }, { id: 'fear' }] }
    ],
    ...rest
  })
const sentences = (rest: object): readonly string[] =>
  schemeFaults(scheme(rest)).map(({ sentence }) => sentence)

describe('roles and aggregation of a scheme', () => {
  it('are fine when they name what is there', () => {
    const roles = [
      { id: 'self', perspective: 'self' },
      { id: 'seen', perspective: 'observer', blindTo: ['self'], min: 3 }
    ]
    const aggregation = [{ attribute: 'emotion', method: 'majority', roles: ['seen'], minVotes: 2 }]
    expect(sentences({ roles, aggregation, extends: 'ekman6' })).toEqual([])
  })

  it('are refused with the place when they name what is not', () => {
    const roles = [
      { id: 'self', perspective: 'self', blindTo: ['crowd', 'self'] },
      { id: 'self', perspective: 'partner' }
    ]
    const aggregation = [{ attribute: 'mood', method: 'mean', roles: ['expert'] }]
    expect(sentences({ roles, aggregation, extends: 'mine' })).toEqual([
      'A scheme cannot build on itself.',
      'Two roles are called “self”.',
      'self is blind to “crowd”, which is no role of this scheme.',
      'self cannot be blind to itself.',
      'Aggregation 1: there is no attribute “mood”.',
      'Aggregation 1: there is no role “expert”.'
    ])
    expect(schemeFaults(scheme({ extends: 'mine' }))[0]?.part).toBe('more')
  })

  it('a perspective or method that does not exist is no scheme', () => {
    expect(() => scheme({ roles: [{ id: 'a', perspective: 'god' }] })).toThrow()
    expect(() => scheme({ aggregation: [{ attribute: 'emotion', method: 'dice' }] })).toThrow()
  })
})

describe('a scheme that builds on another', () => {
  const base = (attributeId: string) => ({
    id: 'base',
    name: 'Base',
    version: '1',
    document: {
      ...scheme(),
      id: 'base',
      attributes: [
        {
          id: attributeId,
          type: 'categorical',
          unit: 'segment',
          labels: [{ id: 'joy' }, { id: 'anger', color: '#ff0000' }]
        }
      ]
    }
  })

  it('is told which labels it lacks, and can take them over as they are', () => {
    const missing = missingLabels(scheme(), base('emotion'))
    expect(missing).toEqual([{ attributeId: 'emotion', labels: [{ id: 'anger', color: '#ff0000' }] }])
    const next = withLabels(scheme(), missing)
    expect(next.attributes[0]?.labels?.map(({ id }) => id)).toEqual(['joy', 'fear', 'anger'])
    expect(missingLabels(next, base('emotion'))).toEqual([])
  })

  it('pairs the main attributes where none is called the same', () => {
    expect(missingLabels(scheme(), base('feeling'))[0]?.attributeId).toBe('emotion')
    expect(missingLabels(scheme(), undefined)).toEqual([])
  })
})

describe('wheels as text', () => {
  it('are read line by line and written the same way', () => {
    const { groups, wrong } = readWheel('joy: Happy, glad\n\nfear: scared\njoy: glad, cheerful')
    expect(groups).toEqual({ joy: ['happy', 'glad', 'cheerful'], fear: ['scared'] })
    expect(wrong).toEqual([])
    expect(readWheel(wheelText(groups)).groups).toEqual(groups)
  })

  it('tell the lines that name no group', () => {
    expect(readWheel('happy, glad\njoy: happy\n: sad').wrong).toEqual([1, 3])
  })
})
