import { fromSeconds, micros } from '../../../shared/domain/time'
import type { Corpus } from './corpus'

/** Emotion letter -> label id; the letters stand for the German words (W Wut, L Langeweile, E Ekel, A Angst, F Freude, T Trauer). */
const labels: Readonly<Record<string, string>> = {
  W: 'anger',
  L: 'boredom',
  E: 'disgust',
  A: 'fear',
  F: 'happiness',
  T: 'sadness',
  N: 'neutral'
}

/**
 * Berlin Database of Emotional Speech (Burkhardt et al. 2005): `03a01Fa.wav` is speaker 03, text a01, happiness, version a.
 * Only the ten speakers and ten texts of the corpus count, so that other short names are not taken for it.
 */
const pattern =
  /^(?<speaker>03|08|09|10|11|12|13|14|15|16)(?<text>a0[12457]|b0[1239]|b10)(?<emotion>[WLEAFTN])(?<version>[a-z])\.(?:wav|flac)$/

export const emodb: Corpus = {
  id: 'emodb',
  name: 'EMO-DB',
  recognise(fileName, { streams, durationSeconds }) {
    const groups = pattern.exec(fileName)?.groups
    const label = labels[groups?.['emotion'] ?? '']
    const end = fromSeconds(durationSeconds)
    if (!groups || !label || end <= 0 || streams[0]?.kind !== 'audio') return undefined
    return {
      group: groups['speaker'] ?? '',
      track: {
        name: 'Emotion',
        authorName: 'EMO-DB file names',
        schemeId: 'emodb7',
        attributeId: 'emotion',
        kind: 'segments',
        segments: [{ start: micros(0), end, label, flagged: false, origin: { kind: 'gold', ref: fileName } }]
      }
    }
  }
}
