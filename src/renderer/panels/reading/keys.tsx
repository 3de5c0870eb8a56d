import type { ReactNode } from 'react'
import { DOCUMENT_LAYER } from '../../../shared/documents/document-text'
import { labelOf } from '../../../shared/domain/labels'
import { micros } from '../../../shared/domain/time'
import { valueParts } from '../../../shared/values/value-text'
import { useDraft } from '../../session/drafts'
import { inTurn } from '../../session/in-turn'
import { mySegmentAt, myTrack } from '../../session/pages/label-over'
import { labelReading } from '../../session/pages/mark-edits'
import { pageChoice, type ChosenAttribute } from '../../session/pages/page-choice'
import { readingStore } from '../../session/pages/reading'
import { recordingOf, schemeOf, useProject } from '../../session/project'
import { AnswerChip } from '../../ui/answer-chip'
import { colorVar } from '../../ui/chip'
import { Kbd } from '../../ui/kbd'

/** The labels with their digits, what I say of the whole document, and what is selected, for those who hear it. */
export function Keys({
  recordingId,
  attribute,
  selected
}: {
  readonly recordingId: string
  readonly attribute: ChosenAttribute
  readonly selected: string
}): ReactNode {
  const { level } = pageChoice.use()
  const ready = readingStore((state) => state.anchor !== state.focus || state.mark !== undefined)
  return (
    <div className="rd-keys" role="toolbar" aria-label="Labels">
      {attribute.labels.slice(0, 12).map((label) => (
        <button
          key={label.id}
          type="button"
          className="chip"
          style={colorVar(label.color)}
          title={label.definition}
          disabled={label.key === undefined || (level === 'marks' && !ready)}
          // The selection in the text stays where it is.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => void inTurn(() => labelReading(Number(label.key)))}
        >
          <u aria-hidden="true">{label.letter}</u>
          <span className="truncate">{label.name}</span>
          {label.key !== undefined && <Kbd>{label.key}</Kbd>}
        </button>
      ))}
      <span className="grow" />
      {level === 'document' && <OfDocument recordingId={recordingId} attribute={attribute} />}
      <span className="visually-hidden" role="status">
        {selected}
      </span>
    </div>
  )
}

function OfDocument({
  recordingId,
  attribute
}: {
  readonly recordingId: string
  readonly attribute: ChosenAttribute
}): ReactNode {
  useDraft()
  useProject((state) => state.segments.get(recordingId))
  const end = recordingOf(recordingId)?.duration ?? micros(0)
  const track = myTrack(recordingId, attribute, DOCUMENT_LAYER)
  const said = mySegmentAt(track, { recordingId, start: micros(0), end, layer: DOCUMENT_LAYER })
  return (
    <span className="rd-whole">
      Document:
      <AnswerChip
        label={labelOf(schemeOf(attribute.schemeId), said?.label, attribute.attributeId)}
        parts={said?.value ? valueParts(attribute.task, said.value) : []}
      />
    </span>
  )
}
