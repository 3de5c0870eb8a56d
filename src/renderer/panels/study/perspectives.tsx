import { Eye } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import { SchemeDocument } from '../../../shared/domain/scheme'
import { micros } from '../../../shared/domain/time'
import { recordingOf, useProject } from '../../session/project'
import { goToQueueItem, setQueue } from '../../session/selection'
import { useAnswer } from '../../session/use-answer'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { formatLength, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Table } from '../../ui/table'
import { TextInput } from '../../ui/text-field'

const everybody = (): readonly string[] => []

/** What one perspective says and another does not find: hidden anger of writers, say. */
export function Perspectives(): ReactNode {
  const authors = useProject((state) => state.snapshot?.authors) ?? []
  const known = [
    ...new Set(authors.filter(({ kind }) => kind === 'human').map(({ perspective }) => perspective))
  ]
  return known.length > 1 ? (
    <Gaps known={known} />
  ) : (
    <Empty icon={<Eye size={20} />} title="Everybody labels from the same perspective">
      Say in the library, under “Colour, perspective and role…” of an annotator, who writes, reads, observes
      or feels. Then this view lists what one perspective says and another does not find, for instance a
      writer’s anger that readers miss.
    </Empty>
  )
}

function Gaps({ known }: { known: readonly string[] }): ReactNode {
  const schemes = useProject((state) => state.snapshot?.schemes) ?? []
  const labels = schemes.flatMap((scheme) =>
    (SchemeDocument.safeParse(scheme.document).data?.attributes ?? []).flatMap(({ id: attributeId }) =>
      labelsOf(scheme, attributeId).map((label) => ({
        id: `${scheme.id}/${attributeId}/${label.id}`,
        title: label.name,
        hint: scheme.name
      }))
    )
  )
  const [one, setOne] = useState(
    known.includes('writer') ? 'writer' : known.includes('self') ? 'self' : known[0]
  )
  const [others, setOthers] = useState(
    known.includes('reader') ? 'reader' : known.find((perspective) => perspective !== one)
  )
  const [labelKey, setLabelKey] = useState(labels[0]?.id)
  const [least, setLeast] = useState('2')
  const [below, setBelow] = useState('0.5')
  const [schemeId = '', attributeId = '', label = ''] = labelKey?.split('/') ?? []
  const sound = one !== undefined && others !== undefined && label !== '' && least !== '' && below !== ''
  const { shown, problem } = useAnswer(
    'study.gaps',
    sound && Number.isFinite(Number(least)) && Number.isFinite(Number(below))
      ? { one, others, schemeId, attributeId, label, least: Number(least), below: Number(below) }
      : undefined,
    everybody
  )
  const gaps = shown?.value.gaps ?? []
  const options = known.map((id) => ({ id, title: id }))
  const play = (index: number): void => {
    setQueue(
      `${one} ${least} or more, ${others} below ${below}`,
      gaps.map((gap) => ({
        recordingId: gap.recordingId,
        trackId: gap.trackId,
        segmentId: gap.segmentId,
        start: micros(gap.start),
        end: micros(gap.end),
        note: `${one}: ${gap.one}, ${others}: ${gap.others.toFixed(2)} of ${gap.raters}`
      })),
      'wait'
    )
    goToQueueItem(index)
  }
  return (
    <section className="study-items">
      <div className="study-rule">
        <Select
          size="small"
          label="Perspective that says it"
          value={one}
          options={options}
          onChange={setOne}
        />
        <span>rates</span>
        <Select size="small" label="Label" value={labelKey} options={labels} onChange={setLabelKey} />
        <span>at least</span>
        <TextInput
          data-size="small"
          aria-label="At least"
          inputMode="decimal"
          value={least}
          onChange={(event) => setLeast(event.target.value)}
        />
        <span>and the mean of</span>
        <Select
          size="small"
          label="Perspective that does not find it"
          value={others}
          options={options}
          onChange={setOthers}
        />
        <span>is below</span>
        <TextInput
          data-size="small"
          aria-label="Below"
          inputMode="decimal"
          value={below}
          onChange={(event) => setBelow(event.target.value)}
        />
        <span className="grow" />
        <Button size="small" disabled={gaps.length === 0} onClick={() => play(0)}>
          Play {plural(gaps.length, 'moment')}
        </Button>
      </div>
      <p className="study-hint">
        {problem
          ? `${problem.message} ${problem.hint ?? ''}`
          : `${plural(shown?.value.compared ?? 0, 'segment')} compared, ${shown?.value.leftOut ?? 0} left out because only one side rated them. Segments are the same when they overlap by half; a label without an intensity counts as 1, another label as 0.`}
      </p>
      <Table
        label="Moments between the perspectives"
        rows={gaps}
        keyOf={({ segmentId }) => segmentId}
        onOpen={(gap) => play(gaps.indexOf(gap))}
        columns={[
          {
            id: 'where',
            title: 'Recording',
            width: 'minmax(120px, 1fr)',
            cell: (gap) => recordingOf(gap.recordingId)?.name,
            sort: (gap) => recordingOf(gap.recordingId)?.name
          },
          { id: 'text', title: 'Text', width: 'minmax(80px, 2fr)', cell: (gap) => gap.text },
          {
            id: 'at',
            title: 'Time',
            width: '70px',
            align: 'right',
            cell: (gap) => formatLength(gap.start),
            sort: (gap) => gap.start
          },
          {
            id: 'one',
            title: one ?? '',
            width: '90px',
            align: 'right',
            cell: (gap) => gap.one,
            sort: (gap) => gap.one
          },
          {
            id: 'others',
            title: others ?? '',
            width: '110px',
            align: 'right',
            cell: (gap) => `${gap.others.toFixed(2)} of ${gap.raters}`,
            sort: (gap) => gap.others
          }
        ]}
      />
    </section>
  )
}
