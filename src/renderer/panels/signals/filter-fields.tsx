import type { ReactNode } from 'react'
import type { SignalFilter, SignalView } from '../../../shared/signal/signal-view'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { CommitInput, Field } from '../../ui/text-field'

type Kind = SignalFilter['kind']

/** High-pass, low-pass and notch with order and phase. */
export function FilterFields({
  view,
  set
}: {
  view: SignalView
  set: (patch: Partial<SignalView>) => void
}): ReactNode {
  const of = <K extends Kind>(kind: K) =>
    view.filters.find((each): each is Extract<SignalFilter, { kind: K }> => each.kind === kind)
  const phase = view.filters[0]?.phase ?? 'zero-phase'
  const order = of('highpass')?.order ?? of('lowpass')?.order ?? 4
  const replace = (kind: Kind, filter: SignalFilter | undefined): void =>
    set({
      filters: inOrder([...view.filters.filter((each) => each.kind !== kind), ...(filter ? [filter] : [])])
    })
  return (
    <>
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
    </>
  )
}

/** Filters run in this order: what drifts and hums is gone before the rest is cut. */
const inOrder = (filters: readonly SignalFilter[]): SignalFilter[] => {
  const order: readonly Kind[] = ['highpass', 'notch', 'bandpass', 'lowpass']
  return [...filters].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

/** A frequency to type; empty: off. */
export function Cut({
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
