import { Grid3x3 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { CorpusCell } from '../../../../../shared/analysis/slices/corpus-matrix'
import type { CallOutput, CorpusBy } from '../../../../../shared/contract'
import { chooseSlices, everybody, useSlicesChoice } from '../../../../session/compare-slices'
import { copyText } from '../../../../session/copy-text'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { useOpened } from '../../../../session/use-opened'
import { AnswerView } from '../../../../ui/answer-view'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { Empty } from '../../../../ui/empty'
import { formatCount, plural } from '../../../../ui/format'
import { Select } from '../../../../ui/select'
import { Share } from '../../../../ui/share'
import { openSelection } from '../../open-selection'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { Choice, OpenControl, Parts } from './controls'
import { stepByArrow } from './step-by-arrow'
import { corpusTable } from './tables'

const ways: Readonly<Record<CorpusBy, string>> = {
  folder: 'folder of the files',
  scheme: 'labels of the reference',
  language: 'language',
  group: 'group of recordings'
}

/** Every model on every corpus of the project. */
export function Corpora({ query }: PairViewProps): ReactNode {
  const { by } = useSlicesChoice()
  const { referenceAuthorId } = query
  const asked = useMemo(
    () => ({ referenceAuthorId, ...(by === undefined ? {} : { by }) }),
    [referenceAuthorId, by]
  )
  const { shown, problem, loading } = useAnswer('analysis.crossCorpus', asked, everybody)
  return (
    <>
      <div className="slices-bar" role="group" aria-label="What a corpus is">
        <Parts />
        {shown && <ByControl answer={shown.value} />}
        <span className="grow" />
        <OpenControl />
      </div>
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<Grid3x3 size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {({ value }) => <Matrix answer={value} />}
      </AnswerView>
    </>
  )
}

type Answer = CallOutput<'analysis.crossCorpus'>

const ByControl = ({ answer }: { readonly answer: Answer }): ReactNode => (
  <Choice name="by">
    <Select
      label="Corpora by"
      size="small"
      value={answer.by}
      options={Object.entries(ways).map(([id, title]) => ({
        id,
        title,
        disabled: !answer.choices.some((way) => way === id)
      }))}
      onChange={(next) => chooseSlices({ by: answer.choices.find((way) => way === next) })}
    />
  </Choice>
)

function Matrix({ answer }: { readonly answer: Answer }): ReactNode {
  const { open: what } = useSlicesChoice()
  const index = useProject((state) => state.index)
  const name = (id: string): string => index.authors.get(id)?.name ?? 'Gone'
  const schemeName = (id: string): string => index.schemes.get(id)?.name ?? id
  const { opened, open } = useOpened(({ cell, title }: { cell: CorpusCell; title: string }) =>
    cell.query
      ? openSelection(
          {
            ...cell.query,
            recordingIds: [...cell.query.recordingIds],
            mode: 'segments',
            minOverlap: 0,
            ignorePersons: false
          },
          what === 'errors' ? { only: 'errors' } : {},
          `${title}${what === 'errors' ? ', errors' : ''}`
        )
      : Promise.resolve(undefined)
  )
  if (answer.candidateIds.length === 0 || answer.corpora.length === 0)
    return (
      <Empty icon={<Grid3x3 size={20} />} title="No models and corpora to cross yet">
        Label recordings of more than one folder, language, group or label scheme, and run models on them.
      </Empty>
    )
  return (
    <div className="slices-body">
      <div className="slices-corpora">
        <table className="slices-matrix" aria-label="Models across corpora" onKeyDown={stepByArrow}>
          <thead>
            <tr>
              <th scope="col">Corpus</th>
              {answer.candidateIds.map((id) => (
                <th key={id} scope="col">
                  {name(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.corpora.map((corpus, row) => (
              <tr key={corpus.name}>
                <th scope="row">
                  <b>{corpus.name}</b>
                  <span className="faint">
                    {plural(corpus.recordings, 'recording')}
                    {corpus.referenceAuthorId === undefined ? '' : ` · ${name(corpus.referenceAuthorId)}`}
                  </span>
                </th>
                {answer.candidateIds.map((id, column) => {
                  const cell = answer.cells[row]?.[column]
                  const title = `${corpus.name}: ${name(id)}`
                  return (
                    <td key={id}>
                      {cell && (
                        <Cell
                          cell={cell}
                          title={title}
                          map={cell.map && schemeName(cell.map.schemeId)}
                          opened={opened?.title === title}
                          onOpen={() => open({ cell, title })}
                        />
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="slices-note">
        <span className="faint">
          UAR over the classes that both can say, with its interval by persons; below it the items and the
          labels that both were mapped to. Cells of classes that are not the same ones cannot be compared with
          each other.
        </span>
        <span className="grow" />
        <CopyMenu
          items={() =>
            tableItems('Models across corpora', () => corpusTable(answer, name, schemeName), copyText)
          }
        />
      </p>
    </div>
  )
}

interface CellProps {
  readonly cell: CorpusCell
  readonly title: string
  readonly map: string | undefined
  readonly opened: boolean
  readonly onOpen: () => void
}

function Cell({ cell, title, map, opened, onOpen }: CellProps): ReactNode {
  if (cell.blank !== undefined)
    return (
      <span className="slices-blank faint" title={cell.blank} aria-label={`${title}: ${cell.blank}`}>
        {cell.blank}
      </span>
    )
  return (
    <button
      type="button"
      className="slices-cell"
      aria-pressed={opened}
      title={`UAR over ${cell.classes.join(', ')}`}
      onClick={onOpen}
    >
      <Share cell={cell.uar} />
      <span className="faint">
        n {formatCount(cell.n)} · {plural(cell.classes.length, 'class', 'classes')}
        {map === undefined ? ' · same labels' : ` · map to ${map}`}
      </span>
    </button>
  )
}
