import { createHash } from 'node:crypto'
import type { Segment } from '../../../../shared/domain/rows'
import { perturbationOf } from '../../../../shared/variants/perturbations'
import { variantKey, type RunVariant } from '../../../../shared/variants/run-variant'
import { wordErrorsIn } from '../../../../shared/variants/word-errors-in'
import type { PredictItem, StreamInput } from '../../protocol'

/** A recording as a variant of a model finds it: words with errors, components taken away, files that are not those of other runs. */
export function changedItem(
  item: PredictItem,
  variant: RunVariant,
  vocabulary: readonly string[]
): PredictItem {
  if (variant.kind === 'components') {
    const gone = new Set(variant.all.filter((name) => !variant.keep.includes(name)))
    return { ...item, tracks: item.tracks?.filter(({ track }) => !gone.has(track.layer ?? '')) }
  }
  if (variant.kind !== 'perturbation') return item
  if (variant.change === 'word-errors') {
    const worse = (segments: readonly Segment[]): Segment[] =>
      segments.map((segment) =>
        segment.text === undefined
          ? segment
          : {
              ...segment,
              text: wordErrorsIn(segment.text, variant.level / 100, variant.seed, vocabulary).text
            }
      )
    return {
      ...item,
      ...(item.segments ? { segments: worse(item.segments) } : {}),
      ...(item.tracks
        ? { tracks: item.tracks.map((one) => ({ ...one, segments: worse(one.segments) })) }
        : {})
    }
  }
  if (perturbationOf(variant.change).sense !== 'picture') return item
  // What is found in changed pictures must never be taken for what is found in the file.
  const own = ({ file, ...input }: StreamInput): StreamInput => ({
    ...input,
    file: { ...file, contentHash: `${file.contentHash}+${variantKey(variant)}` }
  })
  return {
    ...item,
    input: own(item.input),
    ...(item.streams ? { streams: item.streams.map(own) } : {})
  }
}

/** SHA-256 of all words of a recording, so that two runs can be told to have read the same. */
export function wordsHash({ segments = [], tracks = [] }: PredictItem): string {
  const hash = createHash('sha256')
  for (const { text } of [...segments, ...tracks.flatMap((one) => one.segments)])
    hash.update(`${text ?? ''}\n`)
  return hash.digest('hex')
}
