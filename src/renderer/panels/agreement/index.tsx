import { Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { runAction } from '../../session/actions'
import type { AuthorEntry } from '../../session/author-entries'
import { startDesk } from '../../session/desk'
import { fixByDigitHere } from '../../session/fix-label'
import { useProject } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { AnswerView as Answered } from '../../ui/answer-view'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Tabs } from '../../ui/tabs'
import { answerersOf, chooseAnswers, recallAnswerChoice, useAnswerQuestion } from './answer-choice'
import type { AnswerQuestion } from './answer-choice'
import { AnswerToolbar } from './answer-toolbar'
import { AnswerView } from './answer-view'
import { annotatorsOf, choose, recallChoice, useChoice } from './choice'
import { chooseMarks, recallMarkChoice, useMarkQuestion } from './mark-choice'
import { MarkPanel } from './mark-panel'
import { ReportSkeleton, ReportView } from './report-view'
import { Toolbar } from './toolbar'
import { chooseTraces, ratersOf, recallTraceChoice, useTraceQuestion } from './trace-choice'
import { TraceToolbar } from './trace-toolbar'
import { TraceView } from './trace-view'
import './agreement.css'

/** How far any number of annotators agree, where they do not, and the moments themselves. */
export default function AgreementPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallChoice(), [projectId])
  useEffect(() => void recallTraceChoice(), [projectId])
  useEffect(() => void recallAnswerChoice(), [projectId])
  useEffect(() => void recallMarkChoice(), [projectId])
  useEffect(startDesk, [])
  const { choice, entries, chosen, query } = useChoice()
  const traces = useTraceQuestion()
  // Traces come first only where there are no labels, or where they were asked for.
  const answers = useAnswerQuestion()
  const marks = useMarkQuestion()
  const onMarks = marks.query !== undefined && (marks.choice.on ?? !(query ?? answers.query ?? traces.query))
  const onAnswers =
    !onMarks &&
    answers.query !== undefined &&
    (answers.choice.on ?? (answers.alone && traces.choice.on === undefined && traces.query === undefined))
  const onTraces =
    !onMarks && !onAnswers && traces.query !== undefined && (traces.choice.on ?? query === undefined)
  const { shown, problem, loading } = useAnswer(
    'agreement.report',
    onTraces || onAnswers || onMarks ? undefined : query,
    annotatorsOf
  )
  const kinds: readonly Kind[] = [
    ...(query ? (['labels'] as const) : []),
    ...(answers.query ? (['answers'] as const) : []),
    ...(traces.query ? (['traces'] as const) : []),
    ...(marks.query ? (['marks'] as const) : [])
  ]
  const kind = kinds.length > 1 && (
    <KindTabs kinds={kinds} on={onMarks ? 'marks' : onAnswers ? 'answers' : onTraces ? 'traces' : 'labels'} />
  )
  if (onMarks) return <MarkPanel question={marks} kind={kind} />
  if (onAnswers) return <AnswerPanel question={answers} kind={kind} />
  if (onTraces) return <TracePanel question={traces} kind={kind} />
  if (!query) return <TooFew entries={entries} />
  return (
    <section className="panel agree" data-keys="bench" onKeyDown={fixByDigitHere} aria-busy={loading}>
      <Toolbar choice={choice} entries={entries} chosen={chosen} kind={kind} />
      <Answered
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<Users size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(shown) => <ReportView query={shown.query} report={shown.value} choice={choice} />}
      </Answered>
    </section>
  )
}

type Kind = 'labels' | 'answers' | 'traces' | 'marks'
const KINDS: readonly { readonly id: Kind; readonly title: string; readonly hint: string }[] = [
  { id: 'labels', title: 'Labels', hint: 'One label at a time' },
  { id: 'answers', title: 'Answers', hint: 'Ratings, intensities, and several labels at once' },
  { id: 'traces', title: 'Traces', hint: 'Continuous ratings' },
  { id: 'marks', title: 'Marks', hint: 'Stretches of text, and points in time' }
]

/** Labels, answers in numbers and sets, or continuous ratings. */
const KindTabs = ({ kinds, on }: { kinds: readonly Kind[]; on: Kind }): ReactNode => (
  <Tabs
    label="What is compared"
    value={on}
    options={KINDS.filter(({ id }) => kinds.includes(id))}
    onChange={(id) => {
      chooseAnswers({ on: id === 'answers' })
      chooseTraces({ on: id === 'traces' })
      chooseMarks({ on: id === 'marks' })
    }}
  />
)

/** Agreement of ratings, intensities and sets of labels. */
function AnswerPanel({ question, kind }: { question: AnswerQuestion; kind: ReactNode }): ReactNode {
  const { query, choice, answered } = question
  const { shown, problem, loading } = useAnswer('agreement.answers', query, answerersOf)
  return (
    <section className="panel agree" data-keys="bench" aria-busy={loading}>
      <AnswerToolbar {...question} kind={kind} />
      <Answered
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<Users size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(shown) => (
          <AnswerView query={shown.query} report={shown.value} choice={choice} answered={answered} />
        )}
      </Answered>
    </section>
  )
}

/** Agreement of continuous ratings. */
function TracePanel({
  question,
  kind
}: {
  question: ReturnType<typeof useTraceQuestion>
  kind: ReactNode
}): ReactNode {
  const { query, choice, measure } = question
  const { shown, problem, loading } = useAnswer('agreement.traces', query, ratersOf)
  return (
    <section className="panel agree" data-keys="bench" aria-busy={loading}>
      <TraceToolbar {...question} kind={kind} />
      <Answered
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<Users size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(shown) => <TraceView query={shown.query} report={shown.value} choice={choice} measure={measure} />}
      </Answered>
    </section>
  )
}

/** Agreement needs two; says who there is and offers the one next step. */
function TooFew({ entries }: { entries: readonly AuthorEntry[] }): ReactNode {
  const able = entries.filter(({ labelled }) => labelled > 0)
  const names = able.map(({ author }) => author.name)
  const all = able.length >= 2
  return (
    <section className="panel agree">
      <Empty
        icon={<Users size={20} />}
        title="Two annotators make agreement"
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
        {all
          ? `Fewer than two people have labels; there are labels of ${names.join(', ')}.`
          : names.length === 1
            ? `So far only ${names[0]} has labels. Let a second person label the same recordings, and see where the two differ.`
            : 'Let two people label the same recordings: here you see how far they agree, and play exactly the moments at which they do not.'}
      </Empty>
    </section>
  )
}
