import { GitCompareArrows } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { showVersus, versusChoice } from '../../../../session/versus'
import { AnswerView } from '../../../../ui/answer-view'
import { AuthorOption, labelledText } from '../../../../ui/author-option'
import { Empty } from '../../../../ui/empty'
import { Select } from '../../../../ui/select'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { baselineOf } from './baseline'
import { VersusBody } from './body'
import './versus.css'

type Query = CallInput<'analysis.versus'>

const authorsOf = (query: Query): readonly string[] => [
  query.referenceAuthorId,
  query.candidateAuthorId,
  query.baselineId
]

const clusterOptions = [
  { id: 'person', title: 'persons', hint: 'All items about one person are drawn together' },
  { id: 'group', title: 'groups', hint: 'Recordings of one group are drawn together' },
  { id: 'recording', title: 'recordings', hint: 'All items of a recording are drawn together' },
  { id: 'item', title: 'items', hint: 'As if items were independent of each other' }
] as const

/** What one candidate put right and broke where another stood before. */
export default function VersusView({ query, candidateName }: PairViewProps): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void versusChoice.recall(), [projectId])
  const index = useProject((state) => state.index)
  const chosen = versusChoice.use()
  const { others, baseline } = useMemo(
    () => baselineOf(index, query, chosen.baselineId),
    [index, query, chosen.baselineId]
  )
  const asked: Query | undefined = baseline && {
    ...query,
    baselineId: baseline.author.id,
    cluster: chosen.cluster
  }
  const { shown, problem, loading } = useAnswer('analysis.versus', asked, authorsOf)
  useEffect(() => {
    if (!shown) return
    const { cluster: _cluster, seed: _seed, ...rest } = shown.query
    showVersus({ query: rest, revision: shown.value.revision, recordings: shown.value.recordings })
  }, [shown])

  if (!baseline || !asked)
    return (
      <Empty icon={<GitCompareArrows size={20} />} title="A third author is needed">
        Two candidates are compared against one reference. Run another model, or the same one with other
        settings, or let another annotator label the same recordings.
      </Empty>
    )
  return (
    <>
      <div className="report-bar" role="group" aria-label="A and B">
        <span className="compare-author">
          <b>A</b>
          <Select
            label="A"
            size="small"
            value={baseline.author.id}
            options={others.map(({ author, labelled, recordings }) => ({
              id: author.id,
              title: <AuthorOption author={author} />,
              hint: labelledText(labelled, recordings)
            }))}
            onChange={(baselineId) => versusChoice.choose({ baselineId })}
          />
        </span>
        <span className="compare-author">
          <b>B</b> <span className="truncate">{candidateName}</span>
        </span>
        <span className="compare-author">
          <span className="faint">Resample</span>
          <Select
            label="What is drawn together"
            size="small"
            value={chosen.cluster}
            options={clusterOptions}
            onChange={(id) => {
              const cluster = clusterOptions.find((option) => option.id === id)?.id
              if (cluster) versusChoice.choose({ cluster })
            }}
          />
        </span>
      </div>
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<GitCompareArrows size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(answer) => <VersusBody query={answer.query} answer={answer.value} />}
      </AnswerView>
    </>
  )
}
