import type { ReactNode } from 'react'
import { memo } from 'react'
import type { GoldMoment } from '../../../shared/gold/gold-report'
import { labelOf } from '../../../shared/domain/labels'
import { itemText } from '../../../shared/documents/item-axis'
import { formatClock } from '../../../shared/domain/time'
import { useItemAxis } from '../../session/pages/item-axis'
import { authorOf, useProject } from '../../session/project'
import { LabelChip } from '../../ui/chip'
import type { OptionProps } from '../../ui/virtual-list'
import type { Made } from './choice'
import { columnsOf } from './columns-of'

/** Names a moment among others; the same after the labels around it changed. */
export const momentKey = ({ recordingId, personId, start, end }: GoldMoment): string =>
  `${recordingId}/${personId ?? ''}/${start}/${end}`

interface MomentRowProps {
  readonly made: Made
  readonly moment: GoldMoment
  readonly option: OptionProps
  readonly onOpen: () => void
}

/** One moment: where it is, what everybody said, what the rule makes of it, and what was decided. Drawn again only when it changed: rows of ten annotators are dear, and a list that scrolls asks for all of them. */
export const MomentRow = memo(
  Row,
  (before, after) =>
    before.made === after.made &&
    before.moment === after.moment &&
    before.option['aria-selected'] === after.option['aria-selected'] &&
    before.option.tabIndex === after.option.tabIndex &&
    before.option['aria-posinset'] === after.option['aria-posinset'] &&
    before.option['aria-setsize'] === after.option['aria-setsize']
)

function Row({ made, moment, option, onOpen }: MomentRowProps): ReactNode {
  const recording = useProject((state) => state.index.recordings.get(moment.recordingId)?.name)
  const axis = useItemAxis(moment.recordingId)
  const person = useProject((state) =>
    moment.personId === undefined ? undefined : state.index.persons.get(moment.personId)?.name
  )
  return (
    <div {...option} className="gold-row" style={{ gridTemplateColumns: columnsOf(made) }} onClick={onOpen}>
      <span className="gold-where">
        <span className="truncate" title={recording}>
          {[person, recording].filter(Boolean).join(', ')}
        </span>
        <span className="mono faint">
          {axis
            ? itemText(axis, moment.start, moment.end)
            : `${formatClock(moment.start).replace(/^00:/, '')} · ${((moment.end - moment.start) / 1e6).toFixed(1)} s`}
        </span>
      </span>
      {made.chosen.map((id) => {
        const vote = moment.votes.find(({ authorId }) => authorId === id)
        return <Said key={id} made={made} labels={vote ? vote.labels : undefined} authorId={id} />
      })}
      {moment.state === 'decided' ? (
        <Said made={made} labels={moment.labels} />
      ) : (
        <span className="faint" title={`${moment.open.length} labels share the lead`}>
          open
        </span>
      )}
      {moment.decided ? (
        <Said made={made} labels={moment.decided.label === undefined ? [] : [moment.decided.label]} />
      ) : (
        <span className="faint">–</span>
      )}
    </div>
  )
}

interface SaidProps {
  readonly made: Made
  /** Null: declined or not rated; undefined: took no part. */
  readonly labels: readonly string[] | null | undefined
  readonly authorId?: string
}

function Said({ made, labels, authorId }: SaidProps): ReactNode {
  const scheme = useProject((state) => state.index.schemes.get(made.labelsOf?.schemeId ?? ''))
  if (labels === undefined)
    return (
      <span className="faint" title="Took no part here">
        ·
      </span>
    )
  if (labels === null)
    return (
      <span className="faint" title="Declined, or not labelled yet">
        ?
      </span>
    )
  if (labels.length === 0) return <span className="faint">nothing</span>
  // Ratings and open words are no labels of the scheme: they stand as text.
  if (made.labelsOf?.kind === 'ratings' || made.labelsOf?.kind === 'words')
    return (
      <span className="truncate" title={labels.join(', ')}>
        {labels.join(', ')}
      </span>
    )
  const origin = authorOf(authorId)?.kind === 'model' ? 'model' : 'human'
  return (
    <span className="gold-said">
      {labels.map((label) => (
        <LabelChip key={label} label={labelOf(scheme, label, made.labelsOf?.attributeId)} origin={origin} />
      ))}
    </span>
  )
}
