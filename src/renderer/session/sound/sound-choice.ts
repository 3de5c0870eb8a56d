import { z } from 'zod'
import { SoundChannel, SoundFeature } from '../../../shared/audio/sound-feature'
import type { SoundFeatureKind } from '../../../shared/audio/sound-feature'
import type { Stream } from '../../../shared/domain/rows'
import { streamsOf } from '../project'
import { selection } from '../selection'
import { makeStore } from '../store'
import { readUiState, saveUiState } from '../ui-state'

/** What the Sound panel shows; kept with the project. */
export const SoundChoice = z.object({
  streamId: z.string().optional(),
  channel: SoundChannel.default('mix'),
  kind: z.enum(['f0', 'energy', 'silence', 'mel', 'mfcc']).default('f0'),
  method: z.enum(['yin', 'autocorr']).default('yin'),
  fMin: z.number().min(20).max(1000).default(60),
  fMax: z.number().min(40).max(4000).default(500),
  /** Share of the mean level at and below which a frame is silent. */
  silentShare: z.number().min(0.01).max(2).default(0.3)
})
export type SoundChoice = z.infer<typeof SoundChoice>

const usual = SoundChoice.parse({})
const store = makeStore<SoundChoice>(usual)
export const useSoundChoice = (): SoundChoice => store()
export const soundChoice = (): SoundChoice => store.getState()

/** Show something else; never an edit. */
export function chooseSound(patch: Partial<SoundChoice>): void {
  store.setState(patch)
  saveUiState('sound', store.getState())
}

/** Come back to what was chosen in this project. */
export async function recallSound(): Promise<void> {
  const kept = SoundChoice.safeParse((await readUiState('sound')) ?? {})
  store.setState(kept.success ? kept.data : usual)
}

/** The feature that a choice means. */
export function featureOf(choice: Pick<SoundChoice, 'kind' | 'method' | 'fMin' | 'fMax'>): SoundFeature {
  const { kind, method, fMin, fMax } = choice
  return SoundFeature.parse(kind === 'f0' ? { kind, method, fMin, fMax } : { kind })
}

/** Sounds of a recording. */
export const soundsOf = (streams: readonly Stream[]): readonly Stream[] =>
  streams.filter(({ kind }) => kind === 'audio')

/** The sound that is shown of these, and the channel where it has it. */
export function shownSound(
  sounds: readonly Stream[],
  { streamId, channel }: Pick<SoundChoice, 'streamId' | 'channel'>
): { readonly stream: Stream; readonly channel: SoundChannel } | undefined {
  const stream = sounds.find(({ id }) => id === streamId) ?? sounds[0]
  if (!stream) return undefined
  return {
    stream,
    channel: channel !== 'mix' && channel >= (stream.info.channelCount ?? 1) ? 'mix' : channel
  }
}

/** Whether the open recording has a sound. */
export function hasSound(): boolean {
  const { recordingId } = selection()
  return recordingId !== undefined && soundsOf(streamsOf(recordingId)).length > 0
}

export const soundKinds: readonly SoundFeatureKind[] = ['f0', 'energy', 'silence', 'mel', 'mfcc']
