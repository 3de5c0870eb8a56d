import { Award, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import type { GoldMoments } from '../../../shared/gold/gold-report'
import { runAction } from '../../session/actions'
import { startDesk } from '../../session/desk'
import { useProject } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { AnswerView } from '../../ui/answer-view'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Empty } from '../../ui/empty'
import { formatCount } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Tabs } from '../../ui/tabs'
import type { Made } from './choice'
import { authorsOf, choose, recallChoice, useChoice } from './choice'
import { Moments } from './moments'
import { Summary } from './summary'
import { Toolbar } from './toolbar'
import { TraceTable } from './trace-table'
import './gold.css'

/** A gold standard from several annotators: by a rule, and by hand where they differ. */
export default function GoldPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallChoice(), [projectId])
  useEffect(startDesk, [])
  const made = useChoice()
  return made.query ? <GoldView made={made} query={made.query} /> : <TooFew made={made} />
}

/** As many moments as a person goes through before asking again; more would only take time to hand over. */
const LISTED = 2000

function GoldView({ made, query }: { made: Made; query: NonNullable<Made['query']> }): ReactNode {
  const { only, undecided, order, shortestMs } = made.choice
  const summary = useAnswer('gold.preview', query, authorsOf)
  const asked = useMemo(
    () => ({ ...query, only, undecided, order, shortestMs, limit: LISTED }),
    [query, only, undecided, order, shortestMs]
  )
  const traces = made.labelsOf?.kind === 'traces'
  const moments = useAnswer('gold.moments', traces ? undefined : asked, authorsOf)
  const loading = summary.loading || (!traces && moments.loading)
  return (
    <section className="panel gold" data-keys="bench" aria-busy={loading}>
      <Toolbar made={made} />
      <AnswerView
        shown={summary.shown}
        loading={loading}
        problem={summary.problem}
        icon={<Award size={20} />}
        skeleton={
          <div className="gold-body" role="status" aria-label="The gold standard is being computed" />
        }
      >
        {({ value }) => (
          <div className="gold-body">
            <Stale made={made} />
            {traces ? (
              <TraceTable made={made} summary={value} />
            ) : (
              <>
                <Summary made={made} summary={value} />
                <MomentsBar made={made} found={moments.shown?.value} />
                {moments.shown && <Moments made={made} found={moments.shown.value} />}
              </>
            )}
          </div>
        )}
      </AnswerView>
    </section>
  )
}

/** Which moments are listed, and in which order. */
function MomentsBar({ made, found }: { made: Made; found: GoldMoments | undefined }): ReactNode {
  const more = found !== undefined && found.total > found.items.length
  const { only, undecided, order } = made.choice
  return (
    <div className="gold-bar">
      <h3 className="section-head">Moments{found === undefined ? '' : ` ${formatCount(found.total)}`}</h3>
      <Tabs
        label="Which moments"
        value={only}
        options={[
          { id: 'open', title: 'Left open', hint: 'The rule decides nothing here' },
          { id: 'divided', title: 'Divided', hint: 'Left open, or not everybody agrees with the verdict' },
          { id: 'all', title: 'All', hint: 'Everything somebody labelled' }
        ]}
        onChange={(next) => choose({ only: next })}
      />
      <Tabs
        label="Order of the moments"
        value={order}
        options={[
          { id: 'split', title: 'Most divided first' },
          { id: 'time', title: 'By time' }
        ]}
        onChange={(next) => choose({ order: next })}
      />
      <Checkbox checked={undecided} onChange={(next) => choose({ undecided: next })}>
        Hide decided
      </Checkbox>
      {more && (
        <span className="muted" title="Decided moments make room for others when they are hidden">
          first {formatCount(found.items.length)} listed
        </span>
      )}
    </div>
  )
}

/** Says when the tracks on the disk are not what the screen shows. */
function Stale({ made }: { made: Made }): ReactNode {
  const revision = useProject((state) => state.snapshot?.revision)
  const { recipe, changed } = made
  if (!recipe || recipe.madeAtRevision === undefined || revision === undefined) return null
  if (changed)
    return (
      <Notice icon={<TriangleAlert size={14} />} tone="warn">
        The recipe on the screen is not the saved one; “Make again” saves and makes it.
      </Notice>
    )
  return null
}

function TooFew({ made }: { made: Made }): ReactNode {
  const able = made.entries.filter(({ labelled }) => labelled > 0)
  const all = able.length >= 2
  return (
    <section className="panel gold">
      <Empty
        icon={<Award size={20} />}
        title="A gold standard is made from two or more annotators"
        action={
          all ? (
            <Button tone="primary" onClick={() => choose({ authorIds: able.map(({ author }) => author.id) })}>
              Take models and imports too
            </Button>
          ) : (
            <Button tone="primary" onClick={() => runAction('annotator.add')}>
              Add an annotator…
            </Button>
          )
        }
      >
        Let two people label the same recordings: a rule decides where they agree, and here you settle the
        rest, moment by moment, with everything kept that anybody said.
      </Empty>
    </section>
  )
}
