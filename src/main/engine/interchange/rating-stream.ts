import type { AnnotationDocument, DocumentRecording } from './document'
import { asArray, asObject } from './json'
import { traceTiersOf } from './traces'

const MARK = 'affectory'

/** The document with its traces marked as ratings and as text, as streams of SSI that Affectory writes are. */
export const asRatingStreams = (document: AnnotationDocument): AnnotationDocument => ({
  ...document,
  format: 'stream',
  recordings: document.recordings.map((recording) => ({
    ...recording,
    tiers: traceTiersOf(recording).map((tier) => ({
      ...tier,
      extra: {
        info: { ftype: 'ASCII', delim: ' ' },
        others: [
          {
            name: MARK,
            attributes: { kind: 'rating', dims: tier.dimensions.map(({ name }) => name).join(';') }
          }
        ]
      }
    }))
  }))
})

/** Whether Affectory wrote the stream from ratings. */
export const isRatingStream = (recording: DocumentRecording): boolean =>
  traceTiersOf(recording).some((tier) =>
    asArray(tier.extra?.['others']).some((other) => asObject(other)?.['name'] === MARK)
  )

/** Names of the dimensions as they were before they became columns of a stream. */
export function withOwnNames(recording: DocumentRecording): DocumentRecording {
  if (!isRatingStream(recording)) return recording
  return {
    ...recording,
    tiers: recording.tiers.map((tier) => {
      if (tier.kind !== 'trace') return tier
      const mark = asArray(tier.extra?.['others'])
        .map(asObject)
        .find((other) => other?.['name'] === MARK)
      const names = asObject(mark?.['attributes'])?.['dims']
      const dims = typeof names === 'string' ? names.split(';') : []
      return {
        ...tier,
        dimensions: tier.dimensions.map((dimension, d) => ({ ...dimension, name: dims[d] || dimension.name }))
      }
    })
  }
}
