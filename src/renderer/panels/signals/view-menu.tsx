import { SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { bipolarPairs, bipolarMontages } from '../../../shared/signal/bipolar-montage'
import type { SignalFilter, SignalView } from '../../../shared/signal/signal-view'
import { typeOf } from '../../session/signals/channels'
import { setLook, signalState } from '../../session/signals/signal-state'
import type { SignalLook } from '../../session/signals/signal-state'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Popover } from '../../ui/popover'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { CommitInput, Field } from '../../ui/text-field'
import { viewText } from '../../session/signals/view-text'

type Kind = SignalFilter['kind']

/** Reference and filters: what is drawn instead of what was recorded, and how it is made. */
export function ViewMenu({ stream, look }: { stream: Stream; look: SignalLook }): ReactNode {
  const { view } = look
  const set = (patch: Partial<SignalView>): void => setLook(stream.id, { view: { ...view, ...patch } })
  const active = view.filters.length + (view.reference ? 1 : 0)
  const of = <K extends Kind>(kind: K) =>
    view.filters.find((each): each is Extract<SignalFilter, { kind: K }> => each.kind === kind)
  const phase = view.filters[0]?.phase ?? 'zero-phase'
  const order = of('highpass')?.order ?? of('lowpass')?.order ?? 4
  const replace = (kind: Kind, filter: SignalFilter | undefined): void =>
    set({
      filters: inOrder([...view.filters.filter((each) => each.kind !== kind), ...(filter ? [filter] : [])])
    })
  return (
    <Popover
      label="Reference and filters"
      align="end"
      widthPx={340}
      trigger={
        <Button size="small" tone={active > 0 ? 'plain' : 'quiet'}>
          <SlidersHorizontal size={13} /> {active > 0 ? `View (${active})` : 'View'}
        </Button>
      }
    >
      <div className="sig-view">
        <Field label="Reference">
          {(id) => (
            <Select
              id={id}
              size="small"
              label="Reference"
              value={referenceId(view, stream)}
              options={referenceOptions(stream)}
              onChange={(choice) => set({ reference: referenceOf(choice, stream) })}
            />
          )}
        </Field>
        <div className="sig-view-row">
          <Cut
            label="High-pass, Hz"
            value={of('highpass')?.hz}
            onChange={(hz) =>
              replace('highpass', hz === undefined ? undefined : { kind: 'highpass', hz, order, phase })
            }
          />
          <Cut
            label="Low-pass, Hz"
            value={of('lowpass')?.hz}
            onChange={(hz) =>
              replace('lowpass', hz === undefined ? undefined : { kind: 'lowpass', hz, order, phase })
            }
          />
          <Cut
            label="Notch, Hz"
            value={of('notch')?.hz}
            onChange={(hz) =>
              replace(
                'notch',
                hz === undefined
                  ? undefined
                  : {
                      kind: 'notch',
                      hz,
                      quality: of('notch')?.quality ?? 30,
                      harmonics: of('notch')?.harmonics ?? 1,
                      phase
                    }
              )
            }
          />
        </div>
        <div className="sig-view-row">
          <Field label="Order">
            {() => (
              <Select
                size="small"
                label="Order"
                value={String(order)}
                options={[1, 2, 3, 4, 5, 6, 8].map((n) => ({ id: String(n), title: String(n) }))}
                onChange={(text) =>
                  set({
                    filters: view.filters.map((each) =>
                      each.kind === 'notch' ? each : { ...each, order: Number(text) }
                    )
                  })
                }
              />
            )}
          </Field>
          <Field label="Multiples of the notch">
            {() => (
              <Select
                size="small"
                label="Multiples of the notch"
                value={String(of('notch')?.harmonics ?? 1)}
                disabled={of('notch') === undefined}
                options={[1, 2, 3, 4, 5].map((n) => ({
                  id: String(n),
                  title: n === 1 ? 'None' : `${n - 1}`
                }))}
                onChange={(text) => {
                  const notch = of('notch')
                  if (notch) replace('notch', { ...notch, harmonics: Number(text) })
                }}
              />
            )}
          </Field>
        </div>
        <Tabs
          label="Phase"
          value={phase}
          options={[
            { id: 'zero-phase', title: 'Zero-phase' },
            { id: 'causal', title: 'Causal' }
          ]}
          onChange={(id) =>
            set({
              filters: view.filters.map((each) => ({
                ...each,
                phase: id === 'causal' ? 'causal' : 'zero-phase'
              }))
            })
          }
        />
        <p className="faint">
          Zero-phase runs forward and backward: nothing moves in time, but what comes shows before it happens.
          Causal is what a live system sees.
        </p>
        <Checkbox checked={look.raw} onChange={(raw) => setLook(stream.id, { raw })}>
          Draw what was recorded beneath
        </Checkbox>
        <Checkbox checked={look.hideBad} onChange={(hideBad) => setLook(stream.id, { hideBad })}>
          Leave bad channels out
        </Checkbox>
        {active > 0 && <p className="sig-view-words">{viewText(view, stream)}</p>}
      </div>
    </Popover>
  )
}

/** Filters run in this order: what drifts and hums is gone before the rest is cut. */
const inOrder = (filters: readonly SignalFilter[]): SignalFilter[] => {
  const order: readonly Kind[] = ['highpass', 'notch', 'bandpass', 'lowpass']
  return [...filters].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

function Cut({
  label,
  value,
  onChange
}: {
  label: string
  value: number | undefined
  onChange: (hz: number | undefined) => void
}): ReactNode {
  return (
    <Field label={label}>
      {() => (
        <CommitInput
          label={label}
          mono
          placeholder="off"
          value={value === undefined ? '' : String(value)}
          onCommit={(text) => {
            const hz = Number(text.replace(',', '.').replace(/\s*hz$/i, ''))
            if (text.trim() === '') onChange(undefined)
            else if (Number.isFinite(hz) && hz > 0) onChange(hz)
          }}
        />
      )}
    </Field>
  )
}

const eegOf = (stream: Stream): readonly number[] =>
  (stream.info.channels ?? []).flatMap((channel, index) =>
    typeOf(channel) === 'eeg' && !channel.bad ? [index] : []
  )

function referenceOptions(
  stream: Stream
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
    })
  ]
}

function referenceOf(choice: string, stream: Stream): SignalView['reference'] {
  if (choice === 'average') return { kind: 'average', channels: [...eegOf(stream)] }
  if (choice === 'chosen') return { kind: 'average', channels: [...signalState().chosen] }
  if (!choice.startsWith('bipolar:')) return undefined
  const pairs = bipolarPairs(
    choice.slice(8),
    (stream.info.channels ?? []).map(({ label }) => label)
  )
  return { kind: 'bipolar', pairs: [...pairs] }
}

function referenceId({ reference }: SignalView, stream: Stream): string {
  if (!reference) return 'none'
  if (reference.kind === 'average')
    return reference.channels.length === eegOf(stream).length && reference.channels.length > 2
      ? 'average'
      : 'chosen'
  const labels = (stream.info.channels ?? []).map(({ label }) => label)
  const same = bipolarMontages.find(
    ({ id }) => JSON.stringify(bipolarPairs(id, labels)) === JSON.stringify(reference.pairs)
  )
  return `bipolar:${same?.id ?? ''}`
}
