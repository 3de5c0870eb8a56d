import type { ReactNode } from 'react'
import { useState } from 'react'
import {
  matchedPersonConvention,
  unitConvention,
  unitPersonConvention
} from '../../../shared/agreement/units'
import { keyOf } from '../../../shared/mapping/common-targets'
import type { AuthorEntry } from '../../session/author-entries'
import { useTimeless } from '../../session/pages/timeless'
import { useMappedChoices } from '../../session/common-targets'
import { useUsedSchemes } from '../../session/used-schemes'
import { ConventionRow, Conventions, ConventionSlider, LabelsOf, PersonsApart } from '../../ui/conventions'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import type { Choice } from './choice'
import { choose } from './choice'
import { WhoAndWhere } from './who-and-where'

interface ToolbarProps {
  readonly choice: Choice
  readonly entries: readonly AuthorEntry[]
  readonly chosen: readonly string[]
  /** The switch between labels and traces, where there are both. */
  readonly kind: ReactNode
}

/** Whose agreement, where, and by which convention. */
export function Toolbar({ choice, entries, chosen, kind }: ToolbarProps): ReactNode {
  const timeless = useTimeless(choice.recordingIds)
  return (
    <div className="report-bar" role="group" aria-label="What is looked at">
      {kind}
      <WhoAndWhere entries={entries} chosen={chosen} recordingIds={choice.recordingIds} onChoose={choose} />
      <Tabs
        label="Unit of agreement"
        value={choice.unit}
        options={[
          ...(timeless
            ? []
            : [{ id: 'time' as const, title: 'Time', hint: unitConvention('time', choice.minOverlap) }]),
          {
            id: 'segments',
            title: timeless ? 'Items' : 'Segments',
            hint: unitConvention('segments', choice.minOverlap)
          }
        ]}
        onChange={(unit) => choose({ unit })}
      />
      <AgreementConventions choice={choice} chosen={chosen} />
    </div>
  )
}

/** The convention in words, and what of it can be changed. */
function AgreementConventions({ choice, chosen }: { choice: Choice; chosen: readonly string[] }): ReactNode {
  const [least, setLeast] = useState<number>()
  const schemes = useUsedSchemes(chosen)
  const mapped = useMappedChoices(chosen)
  const percent = Math.round(choice.minOverlap * 100)
  return (
    <Conventions
      label="Convention of agreement"
      widthPx={380}
      changed={choice.ignorePersons || choice.schemeId !== undefined || choice.mapTo !== undefined}
      title="Convention"
    >
      <p className="muted selectable">{unitConvention(choice.unit, (least ?? percent) / 100)}</p>
      {choice.unit === 'segments' && (
        <ConventionSlider
          title="Least overlap"
          label="Least overlap of matched segments in percent"
          value={percent}
          unit="%"
          min={5}
          max={100}
          step={5}
          onDrag={setLeast}
          onChange={(value) => {
            setLeast(undefined)
            choose({ minOverlap: value / 100 })
          }}
        />
      )}
      <ConventionSlider
        title="Boundaries within"
        label="Tolerance of boundaries in milliseconds"
        value={choice.toleranceMs}
        unit="ms"
        min={100}
        max={2000}
        step={100}
        onChange={(toleranceMs) => choose({ toleranceMs })}
      />
      <ConventionRow title="Shortest moment">
        <Select
          label="Shortest moment that goes into the queue"
          size="small"
          value={String(choice.shortestMs)}
          options={[0, 100, 200, 500, 1000].map((each) => ({
            id: String(each),
            title: each === 0 ? 'any' : `${each / 1000} s`
          }))}
          onChange={(id) => choose({ shortestMs: Number(id) })}
        />
      </ConventionRow>
      <PersonsApart
        ignored={choice.ignorePersons}
        hint={choice.unit === 'time' ? unitPersonConvention : matchedPersonConvention}
        onChange={(ignorePersons) => choose({ ignorePersons })}
      />
      <LabelsOf
        label="Labels that are compared"
        schemes={schemes}
        schemeId={choice.schemeId}
        mapped={mapped}
        mappedKey={mapped.find(({ key }) => choice.mapTo && key === keyOf(choice.mapTo))?.key}
        onMap={(key) => choose({ mapTo: mapped.find((each) => each.key === key)?.to, schemeId: undefined })}
        byItself="The scheme used most"
        onChange={(schemeId) => choose({ schemeId, mapTo: undefined })}
      />
    </Conventions>
  )
}
