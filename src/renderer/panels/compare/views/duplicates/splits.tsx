import { Check, Split, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LeakageAnswer } from '../../../../../shared/contract/analysis/duplicates'
import { copyText } from '../../../../session/copy-text'
import { leakageQuery, nounOf, splitChoice, useSplitLists } from '../../../../session/splits'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { Empty } from '../../../../ui/empty'
import { formatCount } from '../../../../ui/format'
import { Notice } from '../../../../ui/notice'
import { PanelHead } from '../../../../ui/panel-head'
import { SortedTable } from '../../../../ui/sorted-table'
import { ReportSkeleton } from '../../report-view'
import { openRecordings } from './open-group'
import { ChooseLists, SplitControls } from './split-controls'

const nobody = (): readonly string[] => []

/** What the parts of a split share: speakers, songs, dialogues, recordings, every one by name. */
export function Splits(): ReactNode {
  const choice = splitChoice.use()
  const lists = useSplitLists()
  const asked = leakageQuery(choice, lists)
  const { shown, problem, loading } = useAnswer('analysis.leakage', asked, nobody)
  return (
    <>
      <SplitControls choice={choice} />
      {asked ? (
        <AnswerView
          shown={shown}
          loading={loading}
          problem={problem}
          icon={<Split size={20} />}
          skeleton={<ReportSkeleton />}
        >
          {({ value }) => <Answer answer={value} noun={choice.noun} listed={choice.from === 'lists'} />}
        </AnswerView>
      ) : (
        <Empty icon={<Split size={20} />} title="Which part is each recording in?" action={<ChooseLists />}>
          Choose the lists of a published split, or say by which group or name recordings are told apart. Then
          everything that training and test share is named.
        </Empty>
      )}
    </>
  )
}

interface AnswerProps {
  readonly answer: LeakageAnswer
  readonly noun: string
  readonly listed: boolean
}

function Answer({ answer, noun, listed }: AnswerProps): ReactNode {
  const { leakage, banners, recordingsOf } = answer
  const rows = leakage.pairs.flatMap((pair) =>
    pair.shared.map((shared) => ({ ...shared, parts: [pair.first, pair.second] as const }))
  )
  return (
    <>
      <PanelHead>
        <span>
          {formatCount(answer.names)} items in {formatCount(leakage.parts.length)} parts
          {listed &&
            answer.unknownNames > 0 &&
            ` · ${formatCount(answer.unknownNames)} are not in this project`}
        </span>
        <span className="grow" />
        <CopyMenu
          items={() => [
            ...tableItems(
              'Parts',
              () => [
                ['part', 'items', `different ${nounOf(noun).many}`, 'unknown'],
                ...leakage.parts.map((part) => [
                  part.part,
                  String(part.items),
                  String(part.groups),
                  String(part.unknown)
                ])
              ],
              copyText
            ),
            ...tableItems(
              'Shared',
              () => [
                [noun, 'first part', 'items', 'second part', 'items'],
                ...rows.map(({ group, parts, first, second }) => [
                  group,
                  parts[0],
                  String(first),
                  parts[1],
                  String(second)
                ])
              ],
              copyText
            )
          ]}
        />
      </PanelHead>
      <div className="compare-body">
        <div className="duplicates-notices" role="group" aria-label="What is shared">
          {banners.map(({ bad, text }) => (
            <Notice
              key={text}
              icon={bad ? <TriangleAlert size={14} /> : <Check size={14} />}
              {...(bad ? { tone: 'warn' as const } : {})}
            >
              {text}
            </Notice>
          ))}
        </div>
        <SortedTable
          label="Parts of the split"
          rows={leakage.parts}
          keyOf={({ part }) => part}
          columns={[
            { id: 'part', title: 'Part', cell: ({ part }) => part, sort: ({ part }) => part },
            {
              id: 'items',
              title: 'Items',
              cell: ({ items }) => formatCount(items),
              sort: ({ items }) => items
            },
            {
              id: 'groups',
              title: `Different ${nounOf(noun).many}`,
              cell: ({ groups }) => formatCount(groups),
              sort: ({ groups }) => groups
            },
            {
              id: 'unknown',
              title: 'Unknown',
              hint: 'Items of which it is not known',
              cell: ({ unknown }) => formatCount(unknown),
              sort: ({ unknown }) => unknown
            }
          ]}
        />
        {rows.length > 0 && (
          <>
            <h3 className="section-head">Shared, by name</h3>
            <SortedTable
              label="Shared groups"
              rows={rows.slice(0, MOST_ROWS)}
              keyOf={({ group, parts }) => `${parts.join(' ')} ${group}`}
              onOpen={({ group }) => openRecordings(`${group}, in several parts`, recordingsOf[group] ?? [])}
              columns={[
                { id: 'group', title: noun, cell: ({ group }) => group, sort: ({ group }) => group },
                {
                  id: 'parts',
                  title: 'Parts',
                  cell: ({ parts }) => parts.join(' + '),
                  sort: ({ parts }) => parts.join(' ')
                },
                {
                  id: 'first',
                  title: 'Items in the first',
                  cell: ({ first }) => formatCount(first),
                  sort: ({ first }) => first
                },
                {
                  id: 'second',
                  title: 'Items in the second',
                  cell: ({ second }) => formatCount(second),
                  sort: ({ second }) => second
                }
              ]}
            />
            {rows.length > MOST_ROWS && (
              <p className="faint">
                The first {formatCount(MOST_ROWS)} of {formatCount(rows.length)}; the copied table has all.
              </p>
            )}
          </>
        )}
      </div>
    </>
  )
}

const MOST_ROWS = 500
