import type { ReactNode, Ref } from 'react'
import type { LabelSuspect } from '../../../../../shared/contract/analysis/label-errors'
import type { Label } from '../../../../../shared/domain/scheme'
import { formatClock } from '../../../../../shared/domain/time'
import { useCurrentAuthor } from '../../../../session/author'
import { setFixAsMe, useFixAsMe } from '../../../../session/fix-label'
import { useProject } from '../../../../session/project'
import { Button } from '../../../../ui/button'
import { Checkbox } from '../../../../ui/checkbox'
import { LabelChip } from '../../../../ui/chip'
import { formatCount, formatShare } from '../../../../ui/format'
import { Kbd } from '../../../../ui/kbd'
import { targetOf } from './decide'

interface CheckCardProps {
  readonly suspect: LabelSuspect
  readonly place: number
  readonly count: number
  readonly blind: boolean
  readonly labelOf: (id: string) => Label
  readonly modelName: string
  /** Decisions of this sitting, and how many of them in a minute. */
  readonly decided: number
  readonly perMinute: number | undefined
  readonly cardRef: Ref<HTMLDivElement>
  readonly onKeep: () => void
  readonly onLabel: (label: string) => void
  readonly onSkip: () => void
}

/** One label in doubt: keep it, give another, or leave it for later. */
export function CheckCard(props: CheckCardProps): ReactNode {
  const { suspect, place, count, blind, labelOf, modelName, decided, perMinute, cardRef } = props
  const recording = useProject((state) => state.index.recordings.get(suspect.recordingId)?.name ?? 'Gone')
  // Drawn again when the segments arrive or change.
  useProject((state) => state.segments.get(suspect.recordingId))
  const me = useCurrentAuthor()
  const consent = useFixAsMe()
  const target = targetOf(suspect)
  return (
    <div ref={cardRef} className="check-card" role="group" aria-label="Label in doubt" tabIndex={-1}>
      <header>
        <b className="truncate">{recording}</b>
        <span className="mono faint">{formatClock(suspect.start)}</span>
        <span className="grow" />
        <span className="mono faint">
          {formatCount(place + 1)} of {formatCount(count)}
        </span>
      </header>
      {blind ? (
        <p className="faint">What do you see and hear? The given label and the model’s stay hidden.</p>
      ) : (
        <p className="check-said">
          <span className="faint">Given</span> <LabelChip label={labelOf(suspect.given)} />
          <span className="faint">{modelName}</span>{' '}
          <LabelChip label={labelOf(suspect.guess)} origin="model" />
          <span className="mono faint" title="Margin: 0 is sure that the label is wrong, 1 that it is right">
            {formatShare(suspect.margin)}
          </span>
        </p>
      )}
      {!target ? (
        <p aria-busy="true" className="faint">
          …
        </p>
      ) : 'reason' in target ? (
        <p className="faint">{target.reason}</p>
      ) : (
        <>
          {target.asks && (
            <Checkbox checked={consent} onChange={setFixAsMe}>
              Fix as {me?.name ?? 'me'}
              <span className="faint">
                {' '}
                ({target.author.kind === 'gold' ? 'gold' : 'imported'} labels; the history keeps the old ones)
              </span>
            </Checkbox>
          )}
          <div className="check-labels">
            {target.labels.map((label) => (
              <LabelChip
                key={label.id}
                label={label}
                note={label.key}
                onClick={() => props.onLabel(label.id)}
              />
            ))}
          </div>
        </>
      )}
      <footer>
        {!blind && (
          <Button size="small" onClick={props.onKeep}>
            Keep <Kbd>Y</Kbd>
          </Button>
        )}
        <Button size="small" tone="quiet" onClick={props.onSkip}>
          Skip <Kbd>G</Kbd>
        </Button>
        <span className="grow" />
        <span className="faint" role="status">
          {decided === 0
            ? 'Digits give another label'
            : `${formatCount(decided)} decided${perMinute === undefined ? '' : `, ${perMinute.toFixed(0)} a minute`}`}
        </span>
      </footer>
    </div>
  )
}
