import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { StudyFeedback } from '../../../shared/contract'
import { call } from '../../client'
import { closeDialog } from '../../session/dialogs'
import { authorOf, recordingOf, schemeOf } from '../../session/project'
import { playPractice, startNext } from '../../session/study'
import { toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Skeleton } from '../../ui/empty'
import { plural } from '../../ui/format'
import './study.css'

/** How practice on a recording went, and the moments at which it differed from the known answers. */
export default function PracticeDialog({ itemId }: { itemId: string }): ReactNode {
  const [feedback, setFeedback] = useState<StudyFeedback>()
  useEffect(() => {
    call('study.feedback', { itemId }).then(setFeedback, (error: unknown) => {
      closeDialog()
      toastError(error)
    })
  }, [itemId])
  const moments = feedback?.lanes.reduce((sum, lane) => sum + lane.moments.length, 0) ?? 0
  const name = recordingOf(feedback?.recordingId)?.name
  return (
    <Dialog
      title={name === undefined ? 'Practice' : `Practice on ${name}`}
      widthPx={460}
      onClose={closeDialog}
      foot={
        <>
          <Button
            disabled={!feedback || moments === 0}
            onClick={() => {
              closeDialog()
              if (feedback) playPractice(feedback)
            }}
          >
            Play {plural(moments, 'moment')} that differ{moments === 1 ? 's' : ''}
          </Button>
          <Button
            tone="primary"
            onClick={() => {
              closeDialog()
              void startNext()
            }}
          >
            Start the next
          </Button>
        </>
      }
    >
      {feedback ? (
        feedback.lanes.map((lane, index) => <Lane key={index} lane={lane} feedback={feedback} />)
      ) : (
        <Skeleton height={120} />
      )}
    </Dialog>
  )
}

function Lane({
  lane,
  feedback
}: {
  lane: StudyFeedback['lanes'][number]
  feedback: StudyFeedback
}): ReactNode {
  const verdict = lane.passed === null ? 'Cannot be told' : lane.passed ? 'Passed' : 'Not passed yet'
  return (
    <section className="study-result" data-passed={lane.passed === null ? undefined : String(lane.passed)}>
      <h3>
        {lane.passed === true && <Check size={15} aria-hidden="true" />}
        {lane.passed === false && <X size={15} aria-hidden="true" />}
        {verdict}
        <span className="muted">
          {schemeOf(lane.schemeId)?.name}, against{' '}
          {authorOf(feedback.referenceAuthorId)?.name ?? 'the known answers'}
        </span>
      </h3>
      <dl className="card-facts study-facts">
        {lane.cards.map((card) => (
          <div key={card.id} className="study-fact" title={`${card.definition}\n${card.convention}`}>
            <dt>{card.name}</dt>
            <dd className="mono">
              {card.value === null ? <span title={card.reason}>–</span> : card.value.toFixed(3)}
              {card.id === 'cohen_kappa' && <span className="faint"> mark {lane.passAt}</span>}
            </dd>
          </div>
        ))}
        <div className="study-fact">
          <dt>Labelled of the time with answers</dt>
          <dd className="mono">{lane.covered === null ? '–' : `${Math.round(lane.covered * 100)} %`}</dd>
        </div>
      </dl>
      {lane.reason && <p className="muted">{lane.reason}</p>}
      <p className="study-hint">{lane.convention}</p>
    </section>
  )
}
