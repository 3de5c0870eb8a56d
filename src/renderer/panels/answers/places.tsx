import type { ReactNode } from 'react'
import type { AnswerMapping } from '../../../shared/external/answer-mapping'
import { authorOf, useProject } from '../../session/project'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { Field } from '../../ui/text-field'
import { ColumnSelect } from './column-select'

interface PlacesProps {
  readonly mapping: AnswerMapping
  readonly columns: readonly string[]
  readonly onChange: (change: Partial<AnswerMapping>) => void
}

/** Where rows belong. */
export function Places({ mapping, columns, onChange }: PlacesProps): ReactNode {
  const tracks = useProject((state) => state.index.tracks)
  const whose = new Map<string, { readonly authorId: string; readonly kind: 'segments' | 'utterances' }>()
  for (const { authorId, kind } of tracks.values())
    if (kind === 'segments' || kind === 'utterances') whose.set(`${kind} ${authorId}`, { authorId, kind })
  const { segmentsOf } = mapping
  return (
    <section className="answers-part" aria-label="Where answers belong">
      <h3 className="section-head">An answer is about</h3>
      <Tabs
        label="An answer is about"
        value={mapping.unit}
        options={[
          { id: 'recording', title: 'A recording' },
          { id: 'segment', title: 'A segment or turn' },
          { id: 'times', title: 'A stretch of time' }
        ]}
        onChange={(unit) => onChange({ unit })}
      />
      <div className="answers-two">
        <ColumnSelect
          label="Recording"
          value={mapping.recordingColumn}
          columns={columns}
          none="the only one"
          hint="Name of the recording, or name or path of one of its files."
          onChange={(recordingColumn) => onChange({ recordingColumn })}
        />
        {mapping.unit === 'segment' && (
          <>
            <ColumnSelect
              label="Segment"
              value={mapping.segmentColumn}
              columns={columns}
              hint="Id of the segment, or its place in the recording."
              onChange={(segmentColumn) => onChange({ segmentColumn })}
            />
            <Field label="Segments of">
              {(id) => (
                <Select
                  id={id}
                  label="Segments of"
                  value={segmentsOf && `${segmentsOf.kind} ${segmentsOf.authorId}`}
                  options={[...whose].map(([key, { authorId, kind }]) => ({
                    id: key,
                    title: `${authorOf(authorId)?.name ?? authorId}, ${kind === 'utterances' ? 'turns' : 'segments'}`
                  }))}
                  onChange={(key) => onChange({ segmentsOf: whose.get(key) })}
                />
              )}
            </Field>
            <Field label="The first is number">
              {() => (
                <Tabs
                  label="The first is number"
                  value={String(mapping.firstIs)}
                  options={[
                    { id: '0', title: '0' },
                    { id: '1', title: '1' }
                  ]}
                  onChange={(first) => onChange({ firstIs: first === '1' ? 1 : 0 })}
                />
              )}
            </Field>
          </>
        )}
        {mapping.unit === 'times' && (
          <>
            <ColumnSelect
              label="Start"
              value={mapping.startColumn}
              columns={columns}
              onChange={(startColumn) => onChange({ startColumn })}
            />
            <ColumnSelect
              label="End"
              value={mapping.endColumn}
              columns={columns}
              onChange={(endColumn) => onChange({ endColumn })}
            />
            <Field label="Times in">
              {() => (
                <Tabs
                  label="Times in"
                  value={mapping.timeUnit}
                  options={[
                    { id: 's', title: 'Seconds' },
                    { id: 'ms', title: 'Milliseconds' }
                  ]}
                  onChange={(timeUnit) => onChange({ timeUnit })}
                />
              )}
            </Field>
          </>
        )}
        <ColumnSelect
          label="Person"
          value={mapping.personColumn}
          columns={columns}
          none="nobody in particular"
          onChange={(personColumn) => onChange({ personColumn })}
        />
      </div>
    </section>
  )
}
