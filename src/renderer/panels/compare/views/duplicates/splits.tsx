import { Check, FolderOpen, Split, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import type { LeakageAnswer } from '../../../../../shared/contract/analysis/duplicates'
import { namePatterns } from '../../../../../shared/analysis/duplicates/name-pattern'
import { perform } from '../../../../session/actions'
import { copyText } from '../../../../session/copy-text'
import { leakageQuery, readSplitLists, splitChoice, useSplitLists } from '../../../../session/splits'
import type { SplitChoice } from '../../../../session/splits'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { Button } from '../../../../ui/button'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { Empty } from '../../../../ui/empty'
import { formatCount } from '../../../../ui/format'
import { Notice } from '../../../../ui/notice'
import { PanelHead } from '../../../../ui/panel-head'
import { Select } from '../../../../ui/select'
import { SortedTable } from '../../../../ui/sorted-table'
import { TextInput } from '../../../../ui/text-field'
import { ReportSkeleton } from '../../report-view'
import { openRecordings } from './open-group'

const nobody = (): readonly string[] => []

const sources = [
  { id: 'none', title: 'No split' },
  { id: 'lists', title: 'Lists of names', hint: 'One file for each part, or one with a column split' },
  { id: 'group', title: 'Group of the recording', hint: 'As it stands in the library' },
  { id: 'pattern', title: 'Name or path', hint: 'A pattern whose first bracket is the part' }
] as const

const shareds = [
  { id: 'person', title: 'Persons', noun: 'speaker' },
  { id: 'recording', title: 'Recordings', noun: 'recording' },
  { id: 'group', title: 'Groups of recordings', noun: 'group' },
  { id: 'grouping', title: 'Groups of persons', noun: 'dyad' },
  { id: 'pattern', title: 'Part of the name', noun: 'song' }
] as const

const OWN = 'own'

/** What the parts of a split share: speakers, songs, dialogues, recordings, every one by name. */
export function Splits(): ReactNode {
  const choice = splitChoice.use()
  const lists = useSplitLists()
  const asked = leakageQuery(choice, lists)
  const { shown, problem, loading } = useAnswer('analysis.leakage', asked, nobody)
  return (
    <>
      <Controls choice={choice} />
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

function Controls({ choice }: { readonly choice: SplitChoice }): ReactNode {
  const preset = namePatterns.find(({ pattern }) => pattern === choice.groupPattern)
  return (
    <div className="report-bar" role="group" aria-label="The split and what is looked for">
      <span className="compare-author">
        <span className="faint">Split</span>
        <Select
          label="Split"
          size="small"
          value={choice.from}
          options={sources}
          onChange={(id) => {
            const from = sources.find((source) => source.id === id)?.id
            if (from) splitChoice.choose({ from })
          }}
        />
      </span>
      {choice.from === 'lists' && <ChooseLists />}
      {choice.from === 'pattern' && (
        <>
          <Select
            label="What the pattern reads"
            size="small"
            value={choice.on}
            options={[
              { id: 'name', title: 'Name' },
              { id: 'path', title: 'Path of the file' }
            ]}
            onChange={(on) => splitChoice.choose({ on: on === 'name' ? 'name' : 'path' })}
          />
          <TextInput
            data-size="small"
            aria-label="Pattern of the part"
            value={choice.pattern}
            onChange={(event) => splitChoice.choose({ pattern: event.target.value })}
          />
        </>
      )}
      <span className="compare-author">
        <span className="faint">Shared</span>
        <Select
          label="What must not be shared"
          size="small"
          value={choice.shared}
          options={shareds}
          onChange={(id) => {
            const entry = shareds.find((shared) => shared.id === id)
            if (entry) splitChoice.choose({ shared: entry.id, noun: entry.noun })
          }}
        />
      </span>
      {choice.shared === 'pattern' && (
        <>
          <Select
            label="Usual patterns"
            size="small"
            value={preset?.id ?? OWN}
            options={[
              ...namePatterns.map(({ id, name }) => ({ id, title: name })),
              { id: OWN, title: 'Own pattern', disabled: preset !== undefined }
            ]}
            onChange={(id) => {
              const found = namePatterns.find((each) => each.id === id)
              if (found) splitChoice.choose({ groupPattern: found.pattern })
            }}
          />
          <TextInput
            data-size="small"
            aria-label="Pattern of the group"
            value={choice.groupPattern}
            onChange={(event) => splitChoice.choose({ groupPattern: event.target.value })}
          />
          <TextInput
            data-size="small"
            aria-label="What a group is called"
            value={choice.noun}
            onChange={(event) => splitChoice.choose({ noun: event.target.value })}
          />
        </>
      )}
    </div>
  )
}

function ChooseLists(): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="small" onClick={() => input.current?.click()}>
        <FolderOpen size={13} /> Choose lists…
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.lst,.list"
        aria-label="Lists of a split"
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) perform(() => readSplitLists(files))
        }}
      />
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
                ['part', 'items', `different ${noun}`, 'unknown'],
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
              title: `Different ${noun}`,
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
