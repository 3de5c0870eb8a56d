import { SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import type { SignalView } from '../../../shared/signal/signal-view'
import { rowsOf } from '../../session/signals/channels'
import { interpolated, interpolationOf } from '../../session/signals/interpolate'
import { setLook } from '../../session/signals/looks'
import { openMontages, useMontages } from '../../session/signals/montages'
import { referenceId, referenceOf, referenceOptions } from '../../session/signals/reference-choice'
import { chooseChannels } from '../../session/signals/signal-state'
import type { SignalLook } from '../../session/signals/signal-state'
import { viewText } from '../../../shared/signal/view-text'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Popover } from '../../ui/popover'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { Cut, FilterFields } from './filter-fields'
import { ResponseCurve } from './response-curve'

/** Reference and filters: what is drawn instead of what was recorded, and how it is made. */
export function ViewMenu({ stream, look }: { stream: Stream; look: SignalLook }): ReactNode {
  const { view } = look
  const montages = useMontages()
  const set = (patch: Partial<SignalView>): void => setLook(stream.id, { view: { ...view, ...patch } })
  const active =
    view.filters.length +
    [view.reference, view.made?.length, view.rateHz, view.normalise].filter(Boolean).length
  const made = interpolationOf(stream)
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
            <div className="sig-view-pair">
              <Select
                id={id}
                size="small"
                label="Reference"
                value={referenceId(view, stream)}
                options={referenceOptions(stream, montages)}
                onChange={(choice) => {
                  // Rows of another reference are other rows.
                  chooseChannels([])
                  set({ reference: referenceOf(choice, stream, montages) })
                }}
              />
              <Button size="small" onClick={() => openMontages(stream)}>
                Montages…
              </Button>
            </div>
          )}
        </Field>
        <FilterFields view={view} set={set} />
        {view.filters.length > 0 && (
          <ResponseCurve filters={view.filters} rateHz={rowsOf(stream, look)[0]?.rateHz ?? 256} />
        )}
        <div className="sig-view-row">
          <Cut label="Show at, Hz" value={view.rateHz} onChange={(rateHz) => set({ rateHz })} />
          <span />
        </div>
        <Checkbox
          checked={view.normalise !== undefined}
          onChange={(on) => set({ normalise: on ? 'z-score' : undefined })}
        >
          z-scores of each row
        </Checkbox>
        <Checkbox
          checked={(view.made?.length ?? 0) > 0}
          disabled={made.possible === 0 && !view.made}
          onChange={(on) => set({ made: on ? interpolated(stream) : undefined })}
        >
          Bad electrodes made from the others{made.text && ` (${made.text})`}
        </Checkbox>
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
