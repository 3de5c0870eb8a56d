import type { Stream } from '../../../shared/domain/rows'
import { bipolarPairs, bipolarMontages } from '../../../shared/signal/bipolar-montage'
import { resolveMontage } from '../../../shared/signal/montage'
import type { Montage } from '../../../shared/signal/montage'
import type { SignalView } from '../../../shared/signal/signal-view'
import { typeOf } from './channels'
import { interpolated } from './interpolate'
import { signalState } from './signal-state'

/** Good EEG channels. */
export const eegOf = (stream: Stream): readonly number[] =>
  (stream.info.channels ?? []).flatMap((channel, index) =>
    typeOf(channel) === 'eeg' && !channel.bad ? [index] : []
  )

/** What a reference can be chosen from; montages of the project by name. */
export function referenceOptions(
  stream: Stream,
  montages: readonly Montage[]
): readonly { id: string; title: string; hint?: string; disabled?: boolean }[] {
  const labels = (stream.info.channels ?? []).map(({ label }) => label)
  const { chosen } = signalState()
  return [
    { id: 'none', title: 'As recorded' },
    { id: 'average', title: 'Average of the good EEG channels', disabled: eegOf(stream).length < 2 },
    {
      id: 'chosen',
      title: 'The chosen channels',
      hint: chosen.map((index) => labels[index]).join(', ') || 'choose them at the left',
      disabled: chosen.length === 0
    },
    ...bipolarMontages.map(({ id, name }) => {
      const pairs = bipolarPairs(id, labels)
      return { id: `bipolar:${id}`, title: name, hint: `${pairs.length} pairs`, disabled: pairs.length === 0 }
    }),
    ...montages.map((montage) => {
      const { rows } = resolveMontage(montage, labels)
      return {
        id: `montage:${montage.name}`,
        title: montage.name,
        hint: `${rows.length} of ${montage.rows.length} rows`,
        disabled: rows.length === 0
      }
    })
  ]
}

/** The reference that a choice means. */
export function referenceOf(
  choice: string,
  stream: Stream,
  montages: readonly Montage[]
): SignalView['reference'] {
  const labels = (stream.info.channels ?? []).map(({ label }) => label)
  const montage = montages.find(({ name }) => choice === `montage:${name}`)
  if (montage) return { kind: 'montage', name: montage.name, rows: [...resolveMontage(montage, labels).rows] }
  if (choice === 'average') return { kind: 'average', channels: [...eegOf(stream)], follows: 'good-eeg' }
  if (choice === 'chosen') return { kind: 'average', channels: [...signalState().chosen] }
  if (!choice.startsWith('bipolar:')) return undefined
  const pairs = bipolarPairs(choice.slice(8), labels)
  return { kind: 'bipolar', pairs: [...pairs] }
}

/** The choice that a reference came from. */
export function referenceId({ reference }: SignalView, stream: Stream): string {
  if (!reference) return 'none'
  if (reference.kind === 'montage') return `montage:${reference.name}`
  if (reference.kind === 'average') return reference.follows ? 'average' : 'chosen'
  const labels = (stream.info.channels ?? []).map(({ label }) => label)
  const same = bipolarMontages.find(
    ({ id }) => JSON.stringify(bipolarPairs(id, labels)) === JSON.stringify(reference.pairs)
  )
  return `bipolar:${same?.id ?? ''}`
}

/** A view after marks of bad channels changed: what follows them, follows. The same object where nothing does. */
export function followingMarks(view: SignalView, stream: Stream): SignalView {
  const { reference, made } = view
  const follows = reference?.kind === 'average' && reference.follows !== undefined && eegOf(stream).length > 0
  const fresh: SignalView = {
    ...view,
    ...(follows ? { reference: referenceOf('average', stream, []) } : {}),
    ...(made ? { made: interpolated(stream) } : {})
  }
  return JSON.stringify(fresh) === JSON.stringify(view) ? view : fresh
}
