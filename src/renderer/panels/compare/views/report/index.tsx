import { FileText, FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { WrittenReport } from '../../../../../shared/contract/report'
import { call } from '../../../../client'
import { perform } from '../../../../session/actions'
import { useAppInfo } from '../../../../session/app-info'
import { recallCompareTraces, useTracePair } from '../../../../session/compare-traces'
import { useProject } from '../../../../session/project'
import { showInFolder } from '../../../../session/show-in-folder'
import { Button } from '../../../../ui/button'
import { Checkbox } from '../../../../ui/checkbox'
import { Empty } from '../../../../ui/empty'
import { plural } from '../../../../ui/format'
import { Progress } from '../../../../ui/progress'
import { Slider } from '../../../../ui/slider'
import { Field, TextInput } from '../../../../ui/text-field'
import type { ViewProps } from '../view'
import { makeReport, reportName, ReportGivenUp } from './make-report'
import { sections } from './sections'
import './report.css'

/** What happens to the report that was asked for. */
type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly step: string; readonly share: number }
  | { readonly kind: 'done'; readonly report: WrittenReport }

const MOST_EXAMPLES = 100

/** Write a report: a document of numbers, figures and moments, with every table and figure as a file. */
export default function ReportView({ query }: ViewProps): ReactNode {
  const snapshot = useProject((state) => state.snapshot)
  const authors = useProject((state) => state.index.authors)
  const recordings = useProject((state) => state.index.recordings.size)
  const version = useAppInfo()?.version
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(sections.map(({ id }) => id)))
  const [examples, setExamples] = useState(20)
  const [media, setMedia] = useState(false)
  const [pdf, setPdf] = useState(true)
  const [note, setNote] = useState('')
  const [title, setTitle] = useState<string>()
  const traceQuestion = useTracePair()
  useEffect(() => void recallCompareTraces(), [snapshot?.project.id])
  const [state, setState] = useState<State>({ kind: 'idle' })
  const given = useRef({ up: false })

  if (!query || !snapshot)
    return (
      <Empty icon={<FileText size={20} />} title="A report needs two authors">
        Label something and run a model, or import labels: a report then tells how they differ, with figures,
        tables and the moments themselves.
      </Empty>
    )
  const name = (id: string): string => authors.get(id)?.name ?? 'Gone'
  const referenceName = name(query.referenceAuthorId)
  const candidateName = name(query.candidateAuthorId)
  const usualTitle = `${candidateName} against ${referenceName}`

  const { pair: sources, query: traceQuery } = traceQuestion
  const traces =
    sources && traceQuery
      ? {
          query: traceQuery,
          reference: `${sources.reference.author.name} (${sources.reference.title})`,
          candidate: `${sources.candidate.author.name} (${sources.candidate.title})`
        }
      : undefined
  const offered = sections.filter(({ needs }) => needs === undefined || traces !== undefined)

  const write = (): void =>
    perform(async () => {
      const folder = await call('dialog.exportFolder')
      if (folder === undefined) return
      const turn = { up: false }
      given.current = turn
      setState({ kind: 'working', step: 'Starting', share: 0 })
      const data = `${snapshot.project.name}, revision r${snapshot.revision.toLocaleString('en-GB')}`
      try {
        const report = await makeReport(
          {
            title: title ?? usualTitle,
            note,
            facts: [
              ['Project', data],
              ['Candidate', candidateName],
              ['Reference', referenceName],
              [
                'Recordings',
                query.recordingIds?.length
                  ? `${query.recordingIds.length} of ${recordings}`
                  : `all ${recordings}`
              ],
              ...(snapshot.project.synthetic
                ? [['Data are made up', 'This project is a demonstration.'] as const]
                : []),
              ['Made with', `Affectory ${version ?? ''}`.trim()],
              ['Made at', new Date().toISOString()]
            ]
          },
          offered.filter(({ id }) => chosen.has(id)),
          {
            query,
            traces,
            projectName: snapshot.project.name,
            referenceName,
            candidateName,
            examples,
            media,
            goesOn() {
              if (turn.up) throw new ReportGivenUp()
            },
            facts: (revision) => [
              ['Compared', usualTitle],
              ['Data', `${snapshot.project.name}, revision r${revision.toLocaleString('en-GB')}`]
            ]
          },
          { folder, name: reportName(snapshot.project.name, snapshot.revision), pdf },
          (step, share) => setState({ kind: 'working', step, share })
        )
        setState({ kind: 'done', report })
      } catch (error) {
        setState({ kind: 'idle' })
        if (!(error instanceof ReportGivenUp)) throw error
      }
    })

  return (
    <div className="report-form" aria-busy={state.kind === 'working'}>
      <Field label="Title">
        {(id) => (
          <TextInput
            id={id}
            value={title ?? usualTitle}
            maxLength={200}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field label="Note on the first page">
        {(id) => (
          <textarea
            id={id}
            className="input"
            rows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="report-sections">
        <legend className="section-head">Sections</legend>
        {offered.map((section) => (
          <Checkbox
            key={section.id}
            checked={chosen.has(section.id)}
            onChange={(on) =>
              setChosen((before) => {
                const next = new Set(before)
                if (on) next.add(section.id)
                else next.delete(section.id)
                return next
              })
            }
          >
            {section.title} <span className="faint">{section.hint}</span>
          </Checkbox>
        ))}
      </fieldset>
      <fieldset className="report-sections">
        <legend className="section-head">Document</legend>
        <div className="field">
          <span className="field-label">{plural(examples, 'example')}</span>
          <Slider
            label="Examples"
            value={examples}
            min={0}
            max={MOST_EXAMPLES}
            step={5}
            onChange={setExamples}
          />
        </div>
        <Checkbox checked={media} onChange={setMedia}>
          Stills and sound of the examples <span className="faint">people can be recognised in them</span>
        </Checkbox>
        <Checkbox checked={pdf} onChange={setPdf}>
          Also as PDF
        </Checkbox>
      </fieldset>
      <div className="report-foot">
        {state.kind === 'working' ? (
          <>
            <Progress label="Report" share={state.share} widthPx={160} />
            <span role="status">{state.step}</span>
            <Button size="small" onClick={() => (given.current.up = true)}>
              Cancel
            </Button>
          </>
        ) : (
          <Button tone="primary" disabled={chosen.size === 0} onClick={write}>
            <FileText size={14} /> Write the report…
          </Button>
        )}
        {state.kind === 'done' && (
          <span role="status" className="report-done">
            {plural(state.report.files, 'file')} in {state.report.folder}
            {state.report.noPdf && <span className="warn">{state.report.noPdf}</span>}
            <Button size="small" onClick={() => showInFolder(state.report.html)}>
              <FolderOpen size={13} /> Show in folder
            </Button>
          </span>
        )}
      </div>
      <p className="faint">
        One HTML document that needs nothing else, every table as CSV and LaTeX, every figure as SVG and PNG.
        Nothing leaves this machine.
      </p>
    </div>
  )
}
