import { Download, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { QuestionnaireResponse } from '../../../shared/domain/study'
import type { Questionnaire } from '../../../shared/questionnaires/questionnaire'
import { scoresOf } from '../../../shared/questionnaires/score'
import { useCurrentAuthor } from '../../session/author'
import { showPanel } from '../../session/layout'
import { useProject } from '../../session/project'
import { deleteResponses } from '../../session/responses'
import { Button, IconButton } from '../../ui/button'
import { formatWhen, plural } from '../../ui/format'
import { Table, type Column } from '../../ui/table'

/** All answers to a questionnaire: about what, by whom, when, how complete, with their scores. */
export function Given({
  questionnaire,
  responses,
  onOpen
}: {
  readonly questionnaire: Questionnaire
  readonly responses: readonly QuestionnaireResponse[]
  readonly onOpen: (row: QuestionnaireResponse) => void
}): ReactNode {
  const index = useProject((state) => state.index)
  const me = useCurrentAuthor()
  const about = (row: QuestionnaireResponse): string =>
    [index.recordings.get(row.recordingId ?? '')?.name, index.persons.get(row.personId ?? '')?.name]
      .filter(Boolean)
      .join(', ') || 'nothing in particular'
  const columns: readonly Column<QuestionnaireResponse>[] = [
    { id: 'about', title: 'About', width: 'minmax(120px, 1fr)', cell: about, sort: about },
    {
      id: 'by',
      title: 'By',
      width: '120px',
      cell: (row) => index.authors.get(row.authorId)?.name,
      sort: (row) => index.authors.get(row.authorId)?.name
    },
    { id: 'at', title: 'When', width: '120px', cell: (row) => formatWhen(row.at), sort: (row) => row.at },
    {
      id: 'answered',
      title: 'Answered',
      width: '90px',
      align: 'right',
      cell: (row) => `${Object.keys(row.answers).length} of ${questionnaire.items.length}`,
      sort: (row) => Object.keys(row.answers).length
    },
    ...questionnaire.scores.map((score): Column<QuestionnaireResponse> => {
      const value = (row: QuestionnaireResponse): number | undefined =>
        scoresOf(questionnaire, row.answers).find(({ id }) => id === score.id)?.value ?? undefined
      return {
        id: score.id,
        title: score.name,
        width: '110px',
        align: 'right',
        cell: (row) => value(row)?.toFixed(score.method === 'mean' ? 2 : 0) ?? 'open',
        sort: value
      }
    }),
    {
      id: 'delete',
      title: '',
      width: '36px',
      cell: (row) =>
        row.authorId === me?.id && (
          <IconButton
            label={`Delete the answers about ${about(row)}`}
            size="small"
            onClick={(event) => {
              event.stopPropagation()
              void deleteResponses([row.id])
            }}
          >
            <Trash2 size={13} />
          </IconButton>
        )
    }
  ]
  return (
    <section className="given" aria-label="Given answers">
      <header>
        <h3 className="grow">{plural(responses.length, 'sheet')} answered</h3>
        <Button size="small" disabled={responses.length === 0} onClick={() => showPanel('export')}>
          <Download size={13} /> Export…
        </Button>
      </header>
      {responses.length > 0 && (
        <Table
          label="Given answers"
          rows={responses}
          keyOf={(row) => row.id}
          columns={columns}
          onOpen={(row) => row.authorId === me?.id && onOpen(row)}
        />
      )}
    </section>
  )
}
