import { Award, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo, useState } from 'react'
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
import { Computing } from './computing'
import { Moments } from './moments'
import { Summary } from './summary'
import { Toolbar } from './toolbar'
import { TraceTable } from './trace-table'
import type { ListedMoments } from './use-moments'
import { useMoments } from './use-moments'
import './gold.css'

/** A gold standard from several annotators: by a rule, and by hand where they differ. */
export default function GoldPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallChoice(), [projectId])
  useEffect(startDesk, [])
  const made = useChoice()
  const [again, setAgain] = useState(0)
  return made.query ? (
    <GoldView key={again} made={made} query={made.query} onAgain={() => setAgain(again + 1)} />
  ) : (
    <TooFew made={made} />
  )
}

interface GoldViewProps {
  readonly made: Made
  readonly query: NonNullable<Made['query']>
  readonly onAgain: () => void
}

function GoldView({ made, query, onAgain }: GoldViewProps): ReactNode {
  const { only, undecided, order, shortestMs } = made.choice
  const summary = useAnswer('gold.preview', query, authorsOf)
  const traces = made.labelsOf?.kind === 'traces'
  const asked = useMemo(
    () => (traces ? undefined : { ...query, only, undecided, order, shortestMs }),
    [traces, query, only, undecided, order, shortestMs]
  )
  const moments = useMoments(asked)
  const loading = summary.loading || (!traces && moments.loading)
  return (
    <section className="panel gold" data-keys="bench" aria-busy={loading}>
      <Toolbar made={made} />
      {loading && !traces && <Computing />}
      {summary.problem && (
        <div className="gold-again">
          <Button size="small" onClick={onAgain}>
            Compute again
          </Button>
        </div>
      )}
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
                <MomentsBar made={made} found={moments.found} />
                {moments.found && <Moments made={made} found={moments.found} onRange={moments.need} />}
              </>
            )}
          </div>
        )}
      </AnswerView>
    </section>
  )
}

/** Which moments are listed, and in which order. */
function MomentsBar({ made, found }: { made: Made; found: ListedMoments | undefined }): ReactNode {
  const { only, undecided, order } = made.choice
  return (
    <div className="gold-bar">
      <h3 className="section-head">
        Moments{found === undefined ? '' : ` ${formatCount(found.items.length)}`}
      </h3>
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
