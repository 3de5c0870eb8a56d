import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { TableColumns, TimeUnit } from '../../../shared/domain/table-columns'
import { describeTable } from '../../../shared/tables/sniff-table'
import { answerImport, leaveOut } from '../../session/answer-import'
import type { Dialogs } from '../../session/dialogs'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { baseName, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'
import { alikeTables } from './alike'
import { Preview } from './preview'
import { faultOf, shownRate, shownRows } from './roles'
import './column-wizard.css'

const SEPARATORS = [
  { id: ',', title: 'Comma' },
  { id: ';', title: 'Semicolon' },
  { id: '\t', title: 'Tab' },
  { id: '|', title: 'Vertical bar' },
  { id: 'space', title: 'Blanks' }
] as const
const UNITS: readonly { readonly id: TimeUnit; readonly title: string }[] = [
  { id: 's', title: 'Seconds' },
  { id: 'ms', title: 'Milliseconds' },
  { id: 'us', title: 'Microseconds' },
  { id: 'ns', title: 'Nanoseconds' },
  { id: 'iso', title: 'Date and time' },
  { id: 'clock', title: 'hh:mm:ss' }
]
const RATE = 'rate'

/** What the columns of a table are: shown beside its first rows, with what Affectory would take filled in. */
export default function ColumnWizard({ asked }: Dialogs['columns']): ReactNode {
  const alike = useMemo(() => alikeTables(asked), [asked])
  const question = alike?.question
  const [columns, setColumns] = useState<TableColumns | undefined>(question?.proposal)
  const [rate, setRate] = useState('')
  const lines = question?.lines ?? []
  if (!alike || !question || !columns) return null
  const rows = shownRows(lines, columns)
  const described = describeTable(lines, columns)
  const names = described?.names ?? []
  const { time } = columns
  const noRate = time.kind === 'rate' && rate.trim() === ''
  const fault =
    faultOf(columns, rows) ??
    (noRate ? 'Say how many rows there are per second, or which column is the time.' : undefined)
  const rateHz = shownRate(columns, rows)

  /** Cut the lines in another way; what the columns are is found anew. */
  const reshape = (part: Partial<Pick<TableColumns, 'separator' | 'decimal' | 'skipLines'>>): void => {
    const shape = { ...columns, ...part }
    const found = describeTable(lines, shape)?.columns
    setColumns(found ?? { ...shape, channels: [], events: [] })
  }
  const setTime = (id: string): void => {
    if (id === RATE)
      setColumns({ ...columns, time: { kind: 'rate', rateHz: Number(rate.replace(',', '.')) || 1 } })
    else {
      const column = Number(id)
      setColumns({
        ...columns,
        time: { kind: 'column', column, unit: time.kind === 'column' ? time.unit : 's' },
        channels: columns.channels.filter((one) => one.column !== column)
      })
    }
  }
  const typeRate = (text: string): void => {
    setRate(text)
    const value = Number(text.replace(',', '.'))
    setColumns({ ...columns, time: { kind: 'rate', rateHz: value > 0 ? value : 0 } })
  }
  const paths = alike.files.map(({ path }) => path)
  const take = (): void => void answerImport(asked, new Map(paths.map((path) => [path, { columns }])))
  return (
    <Dialog
      title={`What is in ${baseName(paths[0] ?? '')}`}
      widthPx={820}
      onClose={() => leaveOut(asked)}
      foot={
        <>
          <span
            className="grow columns-status"
            role="status"
            data-tone={fault === undefined ? undefined : 'bad'}
          >
            {fault ??
              `${plural(columns.channels.length, 'channel')}${rateHz === undefined ? '' : ` at about ${Number(rateHz.toPrecision(4))} Hz`}`}
          </span>
          <Button onClick={() => leaveOut(asked)}>Leave out</Button>
          <Button tone="primary" disabled={fault !== undefined} onClick={take}>
            Import {paths.length === 1 ? 'file' : plural(paths.length, 'file')}
          </Button>
        </>
      }
    >
      <p className="muted">
        {question.why} Confirm what its columns are; it is kept with the recording.
        {paths.length > 1 && ` ${paths.length} files of this import are alike and are read the same way.`}
      </p>
      <div className="columns-fields">
        <Field label="Columns are parted by">
          {(id) => (
            <Select
              id={id}
              label="Columns are parted by"
              value={columns.separator}
              options={SEPARATORS}
              onChange={(chosen) => {
                const separator = SEPARATORS.find((one) => one.id === chosen)?.id
                if (separator) reshape({ separator })
              }}
            />
          )}
        </Field>
        <Field label="Decimal sign">
          {(id) => (
            <Select
              id={id}
              label="Decimal sign"
              value={columns.decimal}
              options={[
                { id: '.', title: 'Point (1.5)' },
                { id: ',', title: 'Comma (1,5)' }
              ]}
              onChange={(decimal) => reshape({ decimal: decimal === ',' ? ',' : '.' })}
            />
          )}
        </Field>
        <Field label="Values begin in line">
          {(id) => (
            <TextInput
              id={id}
              type="number"
              min={1}
              max={lines.length}
              value={columns.skipLines + 1}
              onChange={(event) =>
                reshape({
                  skipLines: Math.min(
                    lines.length - 1,
                    Math.max(0, Math.trunc(Number(event.target.value)) - 1)
                  )
                })
              }
            />
          )}
        </Field>
        <Field label="Time of a row">
          {(id) => (
            <Select
              id={id}
              label="Time of a row"
              value={time.kind === 'column' ? String(time.column) : RATE}
              options={[
                ...names.map((name, column) => ({ id: String(column), title: name })),
                { id: RATE, title: 'Rows follow evenly' }
              ]}
              onChange={setTime}
            />
          )}
        </Field>
        {time.kind === 'column' ? (
          <Field label="Unit of the time">
            {(id) => (
              <Select
                id={id}
                label="Unit of the time"
                value={time.unit}
                options={UNITS}
                onChange={(chosen) => {
                  const unit = UNITS.find((one) => one.id === chosen)?.id
                  if (unit) setColumns({ ...columns, time: { ...time, unit } })
                }}
              />
            )}
          </Field>
        ) : (
          <Field label="Rows per second (Hz)">
            {(id) => (
              <TextInput
                id={id}
                inputMode="decimal"
                value={rate}
                onChange={(event) => typeRate(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <Preview columns={columns} names={names} rows={rows} onChange={setColumns} />
    </Dialog>
  )
}
