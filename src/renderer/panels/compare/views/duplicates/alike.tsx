import { Copy, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import type { AlikeGroup, Duplicates } from '../../../../../shared/contract/analysis/duplicates'
import { nearDuplicatesMethod } from '../../../../../shared/metrics/near-duplicates'
import { copyText } from '../../../../session/copy-text'
import { embeddingStore, readSets } from '../../../../session/embeddings'
import { useProject } from '../../../../session/project'
import { leakageQuery, splitChoice, useSplitLists } from '../../../../session/splits'
import { useAnswer } from '../../../../session/use-answer'
import { useOpened } from '../../../../session/use-opened'
import { AnswerView } from '../../../../ui/answer-view'
import { Checkbox } from '../../../../ui/checkbox'
import { Badge } from '../../../../ui/chip'
import { ConventionSlider } from '../../../../ui/conventions'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount, plural } from '../../../../ui/format'
import { Notice } from '../../../../ui/notice'
import { PanelHead } from '../../../../ui/panel-head'
import { Select } from '../../../../ui/select'
import { Table } from '../../../../ui/table'
import type { Column } from '../../../../ui/table'
import { ReportSkeleton } from '../../report-view'
import { openGroup } from './open-group'

const NO_SET = 'none'
const nobody = (): readonly string[] => []
const kinds = { embedding: 'nearly the same', file: 'same file', text: 'same words' } as const

/** Moments that are nearly the same, in groups. */
export function Alike(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void readSets(), [projectId])
  const sets = embeddingStore((state) => state.sets) ?? []
  const [setKey, setSetKey] = useState<string>()
  const [percent, setPercent] = useState(98)
  const [across, setAcross] = useState(true)
  const keyOf = (set: (typeof sets)[number]): string => `${set.runId}/${set.outputId}`
  const chosen = setKey === NO_SET ? undefined : (sets.find((set) => keyOf(set) === setKey) ?? sets[0])
  const query: CallInput<'analysis.duplicates'> = {
    threshold: percent / 100,
    across,
    ...(chosen ? { embeddings: { runId: chosen.runId, outputId: chosen.outputId } } : {})
  }
  const { shown, problem, loading } = useAnswer('analysis.duplicates', query, nobody)
  return (
    <>
      <div className="report-bar label-errors-sliders" role="group" aria-label="What counts as the same">
        <span className="compare-author">
          <span className="faint">Embeddings</span>
          <Select
            label="Embeddings"
            size="small"
            value={chosen ? keyOf(chosen) : NO_SET}
            options={[
              ...sets.map((set) => ({
                id: keyOf(set),
                title: set.modelName,
                hint: `${formatCount(set.rows)} of ${plural(set.recordings, 'recording')}`
              })),
              { id: NO_SET, title: 'None', hint: 'Same files and same words only' }
            ]}
            onChange={setSetKey}
          />
        </span>
        {chosen && (
          <ConventionSlider
            title="Cosine from"
            label="Least cosine in percent"
            value={percent}
            unit="%"
            min={80}
            max={100}
            step={0.5}
            onChange={setPercent}
          />
        )}
        <Checkbox checked={across} onChange={setAcross}>
          Across recordings only
        </Checkbox>
      </div>
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<Copy size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {({ value }) => <Groups answer={value} hasSets={sets.length > 0} />}
      </AnswerView>
    </>
  )
}

function Groups({ answer, hasSets }: { readonly answer: Duplicates; readonly hasSets: boolean }): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const { opened, open } = useOpened<AlikeGroup>((group) => Promise.resolve(openGroup(group)))
  const parts = useParts()
  const keyOf = (group: AlikeGroup): string => {
    const first = group.items[0]
    return `${group.kind} ${first?.recordingId ?? ''} ${first?.segmentId ?? ''} ${first?.start ?? 0}`
  }
  const names = (group: AlikeGroup): string =>
    [...new Set(group.items.map(({ recordingId }) => recordings.get(recordingId)?.name ?? 'Gone'))].join(', ')
  const partsOf = (group: AlikeGroup): readonly string[] => [
    ...new Set(group.items.flatMap(({ recordingId }) => parts[recordingId] ?? []))
  ]
  const least = (group: AlikeGroup): number =>
    group.items.reduce((low, { cosine }) => Math.min(low, cosine), 1)
  const partColumn: Column<AlikeGroup> = {
    id: 'parts',
    title: 'Parts',
    width: '120px',
    cell: (group) => {
      const own = partsOf(group)
      return own.length > 1 ? <Badge tone="warn">{own.join(' + ')}</Badge> : (own[0] ?? '')
    },
    sort: (group) => partsOf(group).length
  }
  const leaking = answer.groups.filter((group) => partsOf(group).length > 1)
  return (
    <>
      <PanelHead>
        <span title={nearDuplicatesMethod.definition}>
          {plural(answer.total, 'group')} · {formatCount(answer.compared)} of {formatCount(answer.embeddings)}{' '}
          embeddings compared
        </span>
        <span className="grow" />
        <CopyMenu
          items={() =>
            tableItems(
              'Duplicates',
              () => [
                ['kind', 'moments', 'recordings', 'least cosine', 'parts', 'where'],
                ...answer.groups.map((group) => [
                  group.kind,
                  String(group.items.length),
                  String(group.recordings),
                  least(group).toFixed(6),
                  partsOf(group).join(' '),
                  names(group)
                ])
              ],
              copyText
            )
          }
        />
      </PanelHead>
      {(answer.cut || leaking.length > 0) && (
        <div className="duplicates-notices">
          {leaking.length > 0 && (
            <Notice tone="warn" icon={<TriangleAlert size={14} />}>
              {plural(leaking.length, 'group')} of duplicates {leaking.length === 1 ? 'lies' : 'lie'} in more
              than one part of the split.
            </Notice>
          )}
          {answer.cut && (
            <Notice tone="warn" icon={<TriangleAlert size={14} />}>
              There are too many embeddings to compare all of them: the first {formatCount(answer.compared)}{' '}
              were. A higher cosine needs less work.
            </Notice>
          )}
        </div>
      )}
      <div className="duplicates-table">
        <Table
          label="Groups of duplicates"
          rows={answer.groups}
          keyOf={keyOf}
          onOpen={open}
          {...(opened ? { selected: keyOf(opened) } : {})}
          empty={
            <p className="faint duplicates-empty">
              {hasSets
                ? 'Nothing is that much alike. A lower cosine finds more.'
                : 'No file is there twice and no turn has the same words. Run a model that gives embeddings to find what is nearly the same.'}
            </p>
          }
          columns={[
            {
              id: 'kind',
              title: 'Kind',
              width: '118px',
              cell: ({ kind }) => kinds[kind],
              sort: ({ kind }) => kind
            },
            {
              id: 'items',
              title: 'Moments',
              width: '78px',
              align: 'right',
              cell: ({ items }) => formatCount(items.length),
              sort: ({ items }) => items.length
            },
            {
              id: 'cosine',
              title: 'Cosine',
              width: '74px',
              align: 'right',
              cell: (group) => least(group).toFixed(3),
              sort: least
            },
            ...(answer.groups.some((group) => partsOf(group).length > 0) ? [partColumn] : []),
            {
              id: 'where',
              title: 'Where',
              width: '1fr',
              cell: (group) => (
                <span className="truncate" title={names(group)}>
                  {group.items[0]?.text ? `“${group.items[0].text}” · ` : ''}
                  {names(group)}
                </span>
              ),
              sort: names
            }
          ]}
        />
      </div>
    </>
  )
}

/** Part of each recording, where a split is told. */
function useParts(): Readonly<Record<string, string>> {
  const asked = leakageQuery(splitChoice.use(), useSplitLists())
  const { shown } = useAnswer('analysis.leakage', asked, nobody)
  return asked && shown ? shown.value.partOf : {}
}
