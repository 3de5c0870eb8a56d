import { ok, type Result } from '../../../../shared/domain/problem'
import type { RunOptions } from '../../../../shared/domain/model'
import { perturbationOf } from '../../../../shared/variants/perturbations'
import type { Decoder, PredictItem, StreamInput } from '../../protocol'
import type { Manifest } from '../manifest'
import { changedDecoder } from './changed-decoder'
import { changedItem, wordsHash } from './changed-item'
import { changedManifest } from './changed-manifest'
import type { Voice } from './noise-for'

/** What a variant needs of the rest of the project. */
export interface VariantAssets {
  /** Other recordings, for babble. */
  readonly voices: readonly Voice[]
  /** Words of the project's transcripts, for words that are wrong. */
  readonly vocabulary: readonly string[]
}

/** How a run of a variant differs from one of the model itself; without a variant it is that. */
export interface ChangedRun {
  readonly options: RunOptions
  manifest(manifest: Manifest): Result<Manifest>
  decoder(decoder: Decoder): Decoder
  item(item: PredictItem): PredictItem
  /** SHA-256 of what is changed in a recording, where it can be told before it is read. */
  inputHash(item: PredictItem, decoder: Decoder, signal: AbortSignal): Promise<string | undefined>
}

export function changedRun(
  options: RunOptions,
  items: readonly PredictItem[],
  assets: VariantAssets = { voices: [], vocabulary: [] }
): ChangedRun {
  const { variant } = options
  if (variant === undefined)
    return {
      options,
      manifest: (manifest) => ok(manifest),
      decoder: (decoder) => decoder,
      item: (item) => item,
      inputHash: () => Promise.resolve(undefined)
    }
  const keys = new Map(
    items
      .flatMap((item) => [item.input, ...(item.streams ?? [])])
      .map(({ file }) => [file.id, file.contentHash])
  )
  return {
    options: variant.kind === 'window' ? inWindows(options, variant.seconds) : options,
    manifest: (manifest) => changedManifest(manifest, variant),
    decoder: (decoder) =>
      variant.kind === 'perturbation'
        ? changedDecoder(decoder, variant, (fileId) => keys.get(fileId) ?? fileId, assets.voices)
        : decoder,
    item: (item) => changedItem(item, variant, assets.vocabulary),
    async inputHash(item, decoder, signal) {
      if (variant.kind !== 'perturbation') return undefined
      if (variant.change === 'word-errors') return wordsHash(changedItem(item, variant, assets.vocabulary))
      const sound = [item.input, ...(item.streams ?? [])].find(isSound)
      if (perturbationOf(variant.change).sense !== 'sound' || !sound || !('soundHash' in decoder))
        return undefined
      const { soundHash } = decoder as ReturnType<typeof changedDecoder>
      return soundHash(sound.file.id, sound.stream.index, signal)
    }
  }
}

const isSound = ({ stream }: StreamInput): boolean => stream.kind === 'audio'

function inWindows(options: RunOptions, seconds: number): RunOptions {
  const { hopSeconds } = options
  return {
    ...options,
    windowSeconds: seconds,
    ...(hopSeconds === undefined ? {} : { hopSeconds: Math.min(hopSeconds, seconds) })
  }
}
