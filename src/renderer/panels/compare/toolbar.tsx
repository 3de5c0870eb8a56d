import { ArrowLeftRight, Settings2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { pairingConventions, personConvention } from '../../../shared/compare/pairing'
import type { AuthorEntry } from '../../session/author-entries'
import { useProject } from '../../session/project'
import { useUsedSchemes } from '../../session/used-schemes'
import { Button, IconButton } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { AuthorDot } from '../../ui/chip'
import { formatCount } from '../../ui/format'
import { Popover } from '../../ui/popover'
import { RecordingsChoice } from '../../ui/recordings-choice'
import type { SelectOption } from '../../ui/select'
import { Select } from '../../ui/select'
import { Slider } from '../../ui/slider'
import { Tabs } from '../../ui/tabs'
import { useState } from 'react'
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
  return (
    <div className="compare-bar" role="group" aria-label="What is compared">
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
          { id: 'segments', title: 'Segments', hint: pairingConventions.segments },
          { id: 'seconds', title: 'Seconds', hint: pairingConventions.seconds }
        ]}
        onChange={(mode) => choose({ mode })}
      />
      <Conventions choice={choice} pair={pair} />
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
    title: (
      <span className="author-option">
        <AuthorDot color={author.color} kind={author.kind} />
        <span className="truncate">{author.name}</span>
      </span>
    ),
    hint: labelled === 0 ? 'no labels' : `${formatCount(labelled)} in ${formatCount(recordings)}`,
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
function Conventions({ choice, pair }: { choice: Choice; pair: AuthorPair }): ReactNode {
  const [least, setLeast] = useState<number>()
  const schemes = useUsedSchemes([pair.reference, pair.candidate])
  const changed = choice.minOverlap > 0 || choice.ignorePersons || choice.schemeId !== undefined
  return (
    <Popover
      label="Convention of the comparison"
      widthPx={360}
      trigger={
        <Button size="small" tone={changed ? 'plain' : 'quiet'} aria-label="Convention of the comparison">
          <Settings2 size={13} />
          {choice.minOverlap > 0 && choice.mode === 'segments'
            ? `≥ ${Math.round(choice.minOverlap * 100)} %`
            : 'Convention'}
        </Button>
      }
    >
      <div className="conventions">
        <p className="muted selectable">{pairingConventions[choice.mode]}</p>
        {choice.mode === 'segments' && (
          <label className="conventions-row">
            <span>Least overlap</span>
            <Slider
              label="Least overlap in percent"
              value={least ?? Math.round(choice.minOverlap * 100)}
              min={0}
              max={100}
              step={5}
              onChange={setLeast}
              onCommit={(value) => {
                setLeast(undefined)
                choose({ minOverlap: value / 100 })
              }}
            />
            <b className="mono">{least ?? Math.round(choice.minOverlap * 100)} %</b>
          </label>
        )}
        <Checkbox checked={!choice.ignorePersons} onChange={(keep) => choose({ ignorePersons: !keep })}>
          Keep persons apart
        </Checkbox>
        <p className="faint">{personConvention}</p>
        {schemes.length > 1 && (
          <label className="conventions-row">
            <span>Labels of</span>
            <Select
              label="Labels of the axes"
              size="small"
              value={choice.schemeId ?? 'reference'}
              options={[
                { id: 'reference', title: 'The reference' },
                ...schemes.map(({ id, name }) => ({ id, title: name }))
              ]}
              onChange={(id) => choose({ schemeId: id === 'reference' ? undefined : id })}
            />
          </label>
        )}
      </div>
    </Popover>
  )
}
