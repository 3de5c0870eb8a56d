import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import Ajv from 'ajv/dist/2020'
import { describe, expect, it } from 'vitest'
import { colorDistance, lighter } from '../../../src/shared/domain/color-distance'
import { resolveLabels } from '../../../src/shared/domain/labels'
import { SchemeDocument } from '../../../src/shared/domain/scheme'

const resources = resolve(import.meta.dirname, '../../../resources')
const read = (path: string): unknown => JSON.parse(readFileSync(resolve(resources, path), 'utf8'))
const files = readdirSync(resolve(resources, 'schemes'))
const documents = files.map((file) => ({ file, document: SchemeDocument.parse(read(`schemes/${file}`)) }))
const attributes = documents.flatMap(({ document }) =>
  document.attributes
    .filter((attribute) => attribute.labels?.length)
    .map((attribute) => ({ name: `${document.id}.${attribute.id}`, document, attribute }))
)
const emotions = (ids: readonly string[]) =>
  resolveLabels({
    schema: 'affectory.labels/1',
    id: 'x',
    name: 'X',
    attributes: [{ id: 'a', type: 'categorical', unit: 'segment', labels: ids.map((id) => ({ id })) }]
  })

describe('the label schemes that come with the app', () => {
  const validate = new Ajv({ strict: false }).compile(read('label-scheme.schema.json') as object)

  it.each(files)('%s follows the published schema and is named after its id', (file) => {
    const document = read(`schemes/${file}`)
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    expect(file).toBe(`${SchemeDocument.parse(document).id}.json`)
  })

  it('are the 46 presets of the field and more, and refer only to schemes and labels that exist', () => {
    expect(files.length).toBeGreaterThanOrEqual(46)
    const ids = new Set(documents.map(({ document }) => document.id))
    for (const { document } of documents) {
      const maps = (document['maps'] ?? []) as { to: string }[]
      const named = [
        ...maps.map((map) => map.to),
        ...(document['extends'] === undefined ? [] : [String(document['extends'])])
      ]
      expect(
        named.filter((id) => !ids.has(id)),
        document.id
      ).toEqual([])
    }
  })

  it.each(attributes)(
    '$name gives every label a name, a letter of its own and a colour of its own',
    ({ document, attribute }) => {
      const labels = resolveLabels(document, attribute.id)
      expect(labels.map((label) => label.id)).toEqual(attribute.labels?.map((label) => label.id))
      for (const label of labels) {
        expect(label.name).not.toBe('')
        expect(label.letter).toMatch(/^[\p{L}\p{N}+−]{1,2}$/u)
        expect(label.color).toMatch(/^#[0-9a-f]{6}$/)
      }
      expect(new Set(labels.map((label) => label.letter)).size).toBe(labels.length)
      expect(new Set(labels.map((label) => label.color)).size).toBe(labels.length)
      expect(labels.slice(0, 9).map((label) => label.key)).toEqual([...'123456789'].slice(0, labels.length))
    }
  )

  it.each(attributes.filter(({ attribute }) => (attribute.labels?.length ?? 0) <= 8))(
    'the colours of $name are told apart with colour-vision deficiencies',
    ({ document, attribute }) => {
      const colors = resolveLabels(document, attribute.id).map((label) => label.color)
      for (const [index, color] of colors.entries()) {
        for (const other of colors.slice(0, index))
          expect(colorDistance(color, other), `${color} ${other}`).toBeGreaterThan(0.06)
      }
    }
  )
})

describe('labels', () => {
  it('the eight common emotions differ clearly for every kind of vision', () => {
    const colors = emotions([
      'neutral',
      'happiness',
      'sadness',
      'anger',
      'fear',
      'disgust',
      'surprise',
      'contempt'
    ]).map((label) => label.color)
    for (const [index, color] of colors.entries()) {
      for (const other of colors.slice(0, index)) expect(colorDistance(color, other)).toBeGreaterThan(0.1)
    }
  })

  it('an emotion has the same colour and letter in every scheme, whatever it is called there', () => {
    const [first] = emotions(['anger'])
    for (const id of ['Anger', 'angry', 'ang', 'Mad'])
      expect(emotions(['curiosity', id])[1]).toMatchObject({ color: first?.color, letter: 'A' })
  })

  it('the common emotions keep their usual letters, others step aside', () => {
    expect(
      emotions(['anticipation', 'anger', 'shame', 'sadness', 'surprise']).map((label) => label.letter)
    ).toEqual(['An', 'A', 'Sh', 'S', 'U'])
    expect(emotions(['AU01', 'AU12']).map((label) => label.letter)).toEqual(['1', '12'])
  })

  it('names, colours, letters and keys given in the scheme are kept', () => {
    const document = {
      schema: 'affectory.labels/1',
      id: 'x',
      name: 'X',
      attributes: [
        {
          id: 'a',
          type: 'categorical',
          unit: 'segment',
          labels: [
            { id: 'anger', name: { en: 'Rage' }, color: '#123456', letter: 'Z', key: '2' },
            { id: 'zeal' }
          ]
        }
      ]
    }
    expect(resolveLabels(document)).toMatchObject([
      { name: 'Rage', color: '#123456', letter: 'Z', key: '2' },
      { name: 'Zeal', letter: 'Ze', key: '1' }
    ])
  })

  it('something that is no scheme has no labels', () => {
    expect(resolveLabels({ any: 'thing' })).toEqual([])
    expect(resolveLabels(undefined)).toEqual([])
  })
})

describe('the distance of colours', () => {
  it('is 0 for equal colours and 1 from black to white', () => {
    expect(colorDistance('#5b8fd6', '#5b8fd6')).toBe(0)
    expect(colorDistance('#000000', '#ffffff')).toBeCloseTo(1, 5)
  })

  it('red and green of equal lightness are far apart for most people, close for the one who sees them worst', () => {
    expect(colorDistance('#e0645c', '#69a85a')).toBeLessThan(0.02)
    expect(colorDistance('#e0645c', '#5b8fd6')).toBeGreaterThan(0.1)
  })

  it('a colour moved by nothing is itself, and lighter is lighter', () => {
    expect(lighter('#5b8fd6', 0)).toBe('#5b8fd6')
    expect(colorDistance(lighter('#5b8fd6', 0.1), '#000000')).toBeGreaterThan(
      colorDistance('#5b8fd6', '#000000')
    )
  })
})
