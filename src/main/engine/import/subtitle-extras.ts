import { interchange } from '../interchange'
import type { Span } from '../interchange/document'
import { keptOfDocument, keptOfSpan, keptOfTier } from './kept-fields'
import type { Found } from './format'

/**
 * A transcript with what its file says beyond words and times: names and places of cues, mark-up, notes, styles. They
 * stand beside the turns, so that the same format can be written again.
 */
export function withCueFacts(found: Found, format: 'webvtt' | 'srt', name: string, bytes: Uint8Array): Found {
  const result = interchange.get(format).read({ name, bytes })
  const [recording] = result.ok ? result.value.document.recordings : []
  if (!result.ok || !recording) return found
  const tiers = recording.tiers.filter((tier) => tier.kind === 'spans')
  const cues = new Map<string, Span[]>()
  for (const span of tiers.flatMap(({ spans }) => spans)) {
    const place = `${span.start} ${span.end}`
    const known = cues.get(place)
    if (known) known.push(span)
    else cues.set(place, [span])
  }
  const tracks = found.tracks.map((track, order) => {
    const tier = tiers.find((one) => (one.person ?? one.name) === track.name) ?? tiers[0]
    if (!tier) return track
    const segments = track.segments.map((segment) => {
      const span = cues.get(`${segment.start} ${segment.end}`)?.shift()
      const kept = span && keptOfSpan(span, format)
      return kept ? { ...segment, extra: { [format]: kept } } : segment
    })
    const own = { ...tier, name: track.name }
    const as = {
      file: name,
      order,
      named: track.name,
      author: track.authorName,
      labelled: undefined,
      scheme: undefined
    }
    return { ...track, segments, extra: { [format]: keptOfTier(own, { ...as, hangs: false }) } }
  })
  const facts = keptOfDocument(result.value.document, recording, name, new Set())
  const streams = found.streams.map((stream) => ({ ...stream, info: { ...stream.info, ...facts } }))
  return { ...found, tracks, streams }
}
