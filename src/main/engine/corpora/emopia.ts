import { fromSeconds, micros } from '../../../shared/domain/time'
import type { Corpus } from './corpus'

/**
 * EMOPIA (Hung et al. 2021, ISMIR): `Q3_c6CwY8Gbw0c_4.mid` is the fifth clip of a YouTube video of eleven characters, in quadrant 3 of
 * Russell's plane. Clips of one video share a group, as the splits of the corpus keep them together.
 */
const pattern = /^(?<quadrant>Q[1-4])_(?<video>[\w-]{11})_\d+\.(?:mid|midi|mp3|wav|flac)$/

export const emopia: Corpus = {
  id: 'emopia',
  name: 'EMOPIA',
  recognise(fileName, { streams, durationSeconds }) {
    const groups = pattern.exec(fileName)?.groups
    const end = fromSeconds(durationSeconds)
    const kind = streams[0]?.kind
    if (!groups || end <= 0 || (kind !== 'audio' && kind !== 'notes')) return undefined
    return {
      group: groups['video'] ?? '',
      track: {
        name: 'Quadrant',
        authorName: 'EMOPIA file names',
        schemeId: 'russell4q',
        attributeId: 'quadrant',
        kind: 'segments',
        segments: [
          {
            start: micros(0),
            end,
            label: groups['quadrant'] ?? '',
            flagged: false,
            origin: { kind: 'gold', ref: fileName }
          }
        ]
      }
    }
  }
}
