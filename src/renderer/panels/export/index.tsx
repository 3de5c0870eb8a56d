import { FolderOpen, PackageOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ExportFormatId } from '../../../shared/domain/export-formats'
import { call } from '../../client'
import { cancelJob, useJobs } from '../../session/jobs'
import { useProject } from '../../session/project'
import { showInFolder } from '../../session/show-in-folder'
import { toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { AuthorDot } from '../../ui/chip'
import { Empty } from '../../ui/empty'
import { formatCount, plural } from '../../ui/format'
import { jobShare, jobText } from '../../ui/job-text'
import { Progress } from '../../ui/progress'
import { Field, TextInput } from '../../ui/text-field'
import { exportCounts } from './export-counts'
import { CodesChoice, namesAsTheyAre, namesFor } from './codes-choice'
import './export.css'
import { otherFormats, ownFormats } from './formats'
import { LossList } from './loss-list'
import { featuresAsked, featureSchemes, noSignals, SignalChoice } from './signal-choice'
import { TraceChoice, type TraceOptions } from './trace-choice'
import { useLosses } from './use-losses'

/** Choose what leaves the project, see how much it is, and write it. */
export default function Export(): ReactNode {
  const index = useProject((state) => state.index)
  const name = useProject((state) => state.snapshot?.project.name ?? '')
  const revision = useProject((state) => state.snapshot?.revision ?? 0)
  const recordings = [...index.recordings.values()].sort((a, b) => a.position - b.position)
  const authors = [...index.authors.values()].filter((author) =>
    [...index.tracks.values()].some((track) => track.authorId === author.id)
  )
  const [fileName, setFileName] = useState(() => `${slug(name)}-labels`)
  const [folder, setFolder] = useState<string>()
  const [chosen, setChosen] = useState<ReadonlySet<ExportFormatId>>(new Set(['csv', 'json']))
  const [frames, setFrames] = useState(true)
  const [naming, setNaming] = useState(namesAsTheyAre)
  const [practice, setPractice] = useState(false)
  const hasPractice = useProject(
    (state) => state.snapshot?.assignments.some(({ calibration }) => calibration !== undefined) ?? false
  )
  const [traces, setTraces] = useState<TraceOptions>({ withLag: true, rawTakes: false })
  const [signals, setSignals] = useState(noSignals)
  const [leftRecordings, setLeftRecordings] = useState<ReadonlySet<string>>(new Set())
  const [leftAuthors, setLeftAuthors] = useState<ReadonlySet<string>>(new Set())
  const [written, setWritten] = useState<{ readonly jobId: string; readonly revision: number }>()
  const recordingIds = recordings
    .filter((recording) => !leftRecordings.has(recording.id))
    .map((recording) => recording.id)
  const authorIds = authors.filter((author) => !leftAuthors.has(author.id)).map((author) => author.id)
  const counts = exportCounts(index, recordingIds, authorIds)
  const schemes = featureSchemes(index, recordingIds, authorIds)
  const others = otherFormats.map(({ id }) => id).filter((id) => chosen.has(id))
  const formats = [...ownFormats.map(({ id }) => id).filter((id) => chosen.has(id)), ...others]
  const losses = useLosses(
    others.length > 0 && recordingIds.length > 0 && authorIds.length > 0
      ? { formats: others, recordingIds, authorIds, traces }
      : undefined,
    revision
  )
  const choose = (id: ExportFormatId, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const usable = formats.length > 0 && fileName.trim() !== '' && counts.tracks > 0

  const run = async (): Promise<void> => {
    const target = folder ?? (await call('dialog.exportFolder'))
    if (target === undefined) return
    setFolder(target)
    const answer = await call('export.run', {
      folder: target,
      name: fileName.trim(),
      formats,
      recordingIds,
      authorIds,
      includeFrames: frames,
      ...(await namesFor(naming, { recordingIds, authorIds, practice })),
      practice,
      traces,
      signalFeatures: featuresAsked(
        signals,
        schemes,
        recordingIds.flatMap((id) => index.streamsByRecording.get(id) ?? [])
      )
    })
    setWritten({ jobId: answer.jobId, revision })
  }
  if (recordings.length === 0)
    return (
      <div className="panel">
        <Empty icon={<PackageOpen size={20} />} title="Nothing to export yet">
          Labels and predictions of this project leave from here as CSV, JSON and files of other annotation
          programs, with a card that says where they come from.
        </Empty>
      </div>
    )
  return (
    <div className="panel export-panel">
      <div className="panel-body export">
        <section>
          <h3>Recordings</h3>
          <Choice
            items={recordings.map((recording) => ({ id: recording.id, title: recording.name }))}
            left={leftRecordings}
            onChange={setLeftRecordings}
          />
        </section>
        <section>
          <h3>Authors</h3>
          <Choice
            items={authors.map((author) => ({
              id: author.id,
              title: (
                <>
                  <AuthorDot color={author.color} kind={author.kind} /> {author.name}
                </>
              )
            }))}
            left={leftAuthors}
            onChange={setLeftAuthors}
          />
        </section>
        <section className="export-formats">
          <h3>Formats</h3>
          {ownFormats.map(({ id, title, note }) => (
            <Checkbox key={id} checked={chosen.has(id)} onChange={(on) => choose(id, on)}>
              {title}, {note}
            </Checkbox>
          ))}
          <Checkbox
            checked={frames}
            onChange={setFrames}
            disabled={!chosen.has('csv') && !chosen.has('json')}
          >
            Per-frame predictions, in CSV and JSON
          </Checkbox>
          {counts.traces > 0 && (
            <TraceChoice value={traces} onChange={setTraces} own={chosen.has('csv') || chosen.has('json')} />
          )}
          {schemes.length > 0 && <SignalChoice value={signals} schemes={schemes} onChange={setSignals} />}
          <div role="group" aria-label="Other programs">
            <h4>Other programs</h4>
            {otherFormats.map(({ id, title, note }) => (
              <Checkbox key={id} checked={chosen.has(id)} onChange={(on) => choose(id, on)}>
                {title} <span className="muted">{note}</span>
              </Checkbox>
            ))}
          </div>
          {others.length > 0 && <LossList losses={losses} json={chosen.has('json')} frames={frames} />}
        </section>
        <section className="export-target">
          <h3>Files</h3>
          <Field label="Name">
            {(id) => (
              <TextInput id={id} value={fileName} onChange={(event) => setFileName(event.target.value)} />
            )}
          </Field>
          <div className="field">
            <span className="field-label">Folder</span>
            <div className="export-folder">
              <span className="truncate grow mono" title={folder}>
                {folder ?? 'asked for when exporting'}
              </span>
              <Button
                size="small"
                onClick={() =>
                  void call('dialog.exportFolder').then(
                    (chosen) => chosen !== undefined && setFolder(chosen),
                    toastError
                  )
                }
              >
                Choose…
              </Button>
            </div>
          </div>
          <dl className="card-facts">
            <dt>Segments</dt>
            <dd className="mono">
              {formatCount(counts.segments)}, {formatCount(counts.labelled)} labelled
            </dd>
            {counts.traces > 0 && (
              <>
                <dt>Traces</dt>
                <dd className="mono">{plural(counts.traces, 'trace')}</dd>
              </>
            )}
            <dt>Tracks</dt>
            <dd className="mono">
              {formatCount(counts.tracks)} in {plural(recordingIds.length, 'recording')}
            </dd>
            <dt>Revision</dt>
            <dd className="mono">r{formatCount(revision).replace(',', ' ')}</dd>
          </dl>
          <CodesChoice value={naming} query={{ recordingIds, authorIds, practice }} onChange={setNaming} />
          {hasPractice && (
            <Checkbox checked={practice} onChange={setPractice}>
              Practice too, which is no data
            </Checkbox>
          )}
          <Button tone="primary" disabled={!usable} onClick={() => void run().catch(toastError)}>
            Export {contentText(counts)}
          </Button>
          {written && <Result {...written} folder={folder} />}
          <p className="faint">
            A dataset card is written beside the files: revision, schemes, authors, models and hashes. Facts
            about persons go along only with their consent.
          </p>
        </section>
      </div>
    </div>
  )
}

function Result({
  jobId,
  revision,
  folder
}: {
  jobId: string
  revision: number
  folder: string | undefined
}): ReactNode {
  const job = useJobs((list) => list.find((candidate) => candidate.id === jobId))
  if (!job) return null
  const active = job.state === 'running' || job.state === 'queued'
  return (
    <div className="export-result" role="status" data-state={job.state}>
      {active && <Progress label={job.title} share={jobShare(job)} widthPx="100%" />}
      <span>
        {job.state === 'done'
          ? `Written at revision ${formatCount(revision)}. ${job.note ?? ''}`
          : jobText(job)}
      </span>
      {active ? (
        <Button size="small" onClick={() => cancelJob(job.id)}>
          Cancel
        </Button>
      ) : (
        job.state === 'done' &&
        folder !== undefined && (
          <Button size="small" onClick={() => showInFolder(folder)}>
            <FolderOpen size={13} /> Show in folder
          </Button>
        )
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly items: readonly { readonly id: string; readonly title: ReactNode }[]
  readonly left: ReadonlySet<string>
  readonly onChange: (left: ReadonlySet<string>) => void
}

/** A list of which all are in unless taken out. */
function Choice({ items, left, onChange }: ChoiceProps): ReactNode {
  const taken = items.filter((item) => !left.has(item.id)).length
  return (
    <>
      <Checkbox
        checked={taken === items.length ? true : taken === 0 ? false : 'indeterminate'}
        onChange={(all) => onChange(new Set(all ? [] : items.map((item) => item.id)))}
      >
        All {items.length}
      </Checkbox>
      <div className="export-list">
        {items.map((item) => (
          <Checkbox
            key={item.id}
            checked={!left.has(item.id)}
            onChange={(on) => {
              const next = new Set(left)
              if (on) next.delete(item.id)
              else next.add(item.id)
              onChange(next)
            }}
          >
            {item.title}
          </Checkbox>
        ))}
      </div>
    </>
  )
}

/** "12 segments and 3 traces"; what there is none of is not named beside the other. */
const contentText = ({ segments, traces }: { readonly segments: number; readonly traces: number }): string =>
  traces === 0
    ? plural(segments, 'segment')
    : segments === 0
      ? plural(traces, 'trace')
      : `${plural(segments, 'segment')} and ${plural(traces, 'trace')}`

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'dataset'
