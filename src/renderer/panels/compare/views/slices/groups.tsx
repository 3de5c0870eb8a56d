import { Layers } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { CallOutput } from '../../../../../shared/contract'
import { sliceMetrics } from '../../../../../shared/analysis/slices/slice-metric'
import { chooseSlices, everybody, useSlicesChoice } from '../../../../session/compare-slices'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { Select } from '../../../../ui/select'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { Choice, EdgesControl, facetOptions, LeastControl, OpenControl, Parts } from './controls'
import { GroupsReport } from './groups-report'

/** Every group of a fact, scored against the rest. */
export function Groups({ query, referenceName, candidateName }: PairViewProps): ReactNode {
  const { facet, and, metric, edges, least } = useSlicesChoice()
  const asked = useMemo(
    () => ({ ...query, facet, ...(and === undefined ? {} : { and }), metric, edges, least }),
    [query, facet, and, metric, edges, least]
  )
  const { shown, problem, loading } = useAnswer('analysis.slices', asked, everybody)
  return (
    <>
      {problem && <Again />}
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<Layers size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(shown) => (
          <>
            <GroupControls answer={shown.value} />
            <GroupsReport
              query={query}
              answer={shown.value}
              referenceName={referenceName}
              candidateName={candidateName}
            />
          </>
        )}
      </AnswerView>
    </>
  )
}

/** What was chosen may be gone (a person's consent, another pair): a way back. */
function Again(): ReactNode {
  return (
    <div className="slices-bar">
      <Parts />
      <button
        type="button"
        className="link"
        onClick={() => chooseSlices({ facet: 'label', and: undefined, metric: 'accuracy' })}
      >
        Sort by label instead
      </button>
    </div>
  )
}

function GroupControls({ answer }: { readonly answer: CallOutput<'analysis.slices'> }): ReactNode {
  const { facet, and, metric } = useSlicesChoice()
  const options = facetOptions(answer.facets)
  const numeric = answer.facets.filter(({ id, kind }) => kind === 'number' && (id === facet || id === and))
  return (
    <div className="slices-bar" role="group" aria-label="How items are sorted and scored">
      <Parts />
      <Choice name="By">
        <Select
          label="Sort items by"
          size="small"
          value={facet}
          options={options}
          onChange={(next) => chooseSlices({ facet: next, ...(next === and ? { and: undefined } : {}) })}
        />
      </Choice>
      <Choice name="and">
        <Select
          label="And by"
          size="small"
          value={and ?? 'nothing'}
          options={[{ id: 'nothing', title: 'nothing else' }, ...options.filter(({ id }) => id !== facet)]}
          onChange={(next) => chooseSlices({ and: next === 'nothing' ? undefined : next })}
        />
      </Choice>
      <Choice name="Score">
        <Select
          label="Score"
          size="small"
          value={metric}
          options={[
            ...sliceMetrics.map(({ id, name, definition }) => ({ id, title: name, hint: definition })),
            ...answer.labels.map(({ id, name }) => ({ id: `recall:${id}`, title: `Recall of ${name}` }))
          ]}
          onChange={(next) => chooseSlices({ metric: next })}
        />
      </Choice>
      {numeric.map((info) => (
        <EdgesControl key={info.id} facet={info} edges={answer.edges[info.id] ?? []} />
      ))}
      <LeastControl />
      <span className="grow" />
      <OpenControl />
    </div>
  )
}
