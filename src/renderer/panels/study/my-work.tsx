import type { ReactNode } from 'react'
import { runAction } from '../../session/actions'
import { useCurrentAuthor } from '../../session/author'
import { recordingOf, useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { itemsOf, itemUnderWay, myAssignments, nextItem } from '../../session/study'
import { useKeys } from '../../session/use-keys'
import { Button } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { Kbd } from '../../ui/kbd'
import { Progress } from '../../ui/progress'

/** What the annotator who works here has to do, and the one next step. */
export function MyWork(): ReactNode {
  const me = useCurrentAuthor()
  const project = useProject((state) => state)
  const recordingId = useSelection((state) => state.recordingId)
  const nextKeys = useKeys('study.next')
  const finishKeys = useKeys('study.finish')
  const mine = myAssignments(project, me?.id)
  if (!me || mine.length === 0) return null
  const items = mine.flatMap(({ id }) => itemsOf(project, id))
  const done = items.filter(({ state }) => state === 'finished' || state === 'locked').length
  const next = nextItem(project, me.id)
  const here = itemUnderWay(project, me.id, recordingId)
  return (
    <section className="study-mine" aria-label="My work">
      <AuthorDot color={me.color} kind={me.kind} />
      <b className="truncate">{me.name}</b>
      <span className="muted">
        {done} of {items.length} finished
      </span>
      <Progress label="My work" share={items.length === 0 ? 0 : done / items.length} widthPx={120} />
      <span className="grow" />
      {here ? (
        <>
          <Button size="small" tone="primary" onClick={() => runAction('study.finish')}>
            Finish {recordingOf(here.recordingId)?.name ?? 'this recording'}
          </Button>
          {finishKeys && <Kbd>{finishKeys}</Kbd>}
        </>
      ) : next ? (
        <>
          <Button size="small" tone="primary" onClick={() => runAction('study.next')}>
            {next.state === 'started' ? 'Go on with' : 'Start'}{' '}
            {recordingOf(next.recordingId)?.name ?? 'the next'}
          </Button>
          {nextKeys && <Kbd>{nextKeys}</Kbd>}
        </>
      ) : (
        <span className="muted">Everything is finished and waits to be locked.</span>
      )}
    </section>
  )
}
