import { expect, it } from 'vitest'
import { labelMapper } from '../../../src/shared/mapping/label-mapper'
import { mappingText } from '../../../src/shared/mapping/mapping-text'
import { preset } from '../values/preset'

const names = {
  scheme: ({ schemeId }: { schemeId: string }) => schemeId,
  label: (_: object, id: string) => id
}

it('the sentences above mapped numbers name the table, the shared classes, what is lost and what is left out', () => {
  const schemes = ['ekman6', 'polarity3'].map(preset)
  const from = { schemeId: 'ekman6', attributeId: 'emotion' }
  const to = { schemeId: 'polarity3', attributeId: 'polarity' }
  const mapper = labelMapper(to, schemes)
  for (const label of ['anger', 'surprise', 'surprise']) mapper.label(from, { label })
  expect(mappingText(mapper.report([[from], [to]]), names)).toEqual([
    'ekman6 is mapped in groups to polarity3.',
    'Metrics on the 2 shared classes: negative, positive. Not all can say neutral; such segments are left out.',
    'Lossy: anger and disgust and fear and sadness become negative.',
    'Left out of ekman6: surprise (2, no counterpart).'
  ])
})
