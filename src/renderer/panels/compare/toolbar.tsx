import { ArrowLeftRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { pairingConventions, personConvention } from '../../../shared/compare/pairing'
import { keyOf } from '../../../shared/mapping/common-targets'
import type { AuthorEntry } from '../../session/author-entries'
import { useTimeless } from '../../session/pages/timeless'
import { useProject } from '../../session/project'
import { useMappedChoices } from '../../session/common-targets'
import { useUsedSchemes } from '../../session/used-schemes'
import { AuthorOption, labelledText } from '../../ui/author-option'
import { IconButton } from '../../ui/button'
import { Conventions, ConventionSlider, LabelsOf, PersonsApart } from '../../ui/conventions'
import { RecordingsChoice } from '../../ui/recordings-choice'
import type { SelectOption } from '../../ui/select'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import type { AuthorPair } from './author-choice'
import type { Choice } from './choice'
import { choose } from './choice'

interface ToolbarProps {
  readonly choice: Choice
  readonly entries: readonly AuthorEntry[]
  readonly pair: AuthorPair
}

/** Who is compared with whom, where, and by which convention. */
export function Toolbar({ choice, entries, pair }: ToolbarProps): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const timeless = useTimeless(choice.recordingIds)
  return (
    <div className="report-bar" role="group" aria-label="What is compared">
      <AuthorSelect
        label="Reference"
        value={pair.reference}
        entries={entries}
        onChange={(reference) =>
          choose(
            reference === pair.candidate
              ? { reference, candidate: pair.reference }
              : { reference, candidate: pair.candidate }
          )
        }
      />
      <IconButton
        label="Swap reference and candidate"
        size="small"
        onClick={() => choose({ reference: pair.candidate, candidate: pair.reference })}
      >
        <ArrowLeftRight size={14} />
      </IconButton>
      <AuthorSelect
        label="Candidate"
        value={pair.candidate}
        entries={entries}
        onChange={(candidate) =>
          choose(
            candidate === pair.reference
              ? { candidate, reference: pair.candidate }
              : { candidate, reference: pair.reference }
          )
        }
      />
      <RecordingsChoice
        className="compare-recordings"
        recordings={recordings}
        chosenIds={choice.recordingIds}
        onChoose={(recordingIds) => choose({ recordingIds })}
      />
      <Tabs
        label="Unit of the comparison"
        value={choice.mode}
        options={[
          {
            id: 'segments',
            title: timeless ? 'Items' : 'Segments',
            hint: pairingConventions.segments
          },
          ...(timeless
            ? []
            : [{ id: 'seconds' as const, title: 'Seconds', hint: pairingConventions.seconds }])
        ]}
        onChange={(mode) => choose({ mode })}
      />
      <PairingConventions choice={choice} pair={pair} />
    </div>
  )
}

function AuthorSelect({
  label,
  value,
  entries,
  onChange
}: {
  label: string
  value: string
  entries: readonly AuthorEntry[]
  onChange: (id: string) => void
}): ReactNode {
  const options = entries.map(({ author, labelled, recordings }): SelectOption => ({
    id: author.id,
    title: <AuthorOption author={author} />,
    hint: labelledText(labelled, recordings),
    disabled: labelled === 0
  }))
  return (
    <span className="compare-author">
      <span className="faint">{label}</span>
      <Select label={label} size="small" value={value} options={options} onChange={onChange} />
    </span>
  )
}

/** The convention in words, and what of it can be changed. */
function PairingConventions({ choice, pair }: { choice: Choice; pair: AuthorPair }): ReactNode {
  const schemes = useUsedSchemes([pair.reference, pair.candidate])
  const mapped = useMappedChoices([pair.reference, pair.candidate])
  const percent = Math.round(choice.minOverlap * 100)
  return (
    <Conventions
      label="Convention of the comparison"
      widthPx={360}
      changed={
        choice.minOverlap > 0 ||
        choice.ignorePersons ||
        choice.schemeId !== undefined ||
        choice.mapTo !== undefined
      }
      title={choice.minOverlap > 0 && choice.mode === 'segments' ? `≥ ${percent} %` : 'Convention'}
    >
      <p className="muted selectable">{pairingConventions[choice.mode]}</p>
      {choice.mode === 'segments' && (
        <ConventionSlider
          title="Least overlap"
          label="Least overlap in percent"
          value={percent}
          unit="%"
          min={0}
          max={100}
          step={5}
          onChange={(value) => choose({ minOverlap: value / 100 })}
        />
      )}
      <PersonsApart
        ignored={choice.ignorePersons}
        hint={personConvention}
        onChange={(ignorePersons) => choose({ ignorePersons })}
      />
      <LabelsOf
        label="Labels of the axes"
        schemes={schemes}
        schemeId={choice.schemeId}
        mapped={mapped}
        mappedKey={mapped.find(({ key }) => choice.mapTo && key === keyOf(choice.mapTo))?.key}
        onMap={(key) => choose({ mapTo: mapped.find((each) => each.key === key)?.to, schemeId: undefined })}
        byItself="The reference"
        onChange={(schemeId) => choose({ schemeId, mapTo: undefined })}
      />
    </Conventions>
  )
}
