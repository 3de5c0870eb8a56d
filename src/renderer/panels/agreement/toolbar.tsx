import { Settings2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import {
  matchedPersonConvention,
  unitConvention,
  unitPersonConvention
} from '../../../shared/agreement/units'
import type { AuthorEntry } from '../../session/author-entries'
import { useProject } from '../../session/project'
import { useUsedSchemes } from '../../session/used-schemes'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { AuthorDot } from '../../ui/chip'
import { formatCount, plural } from '../../ui/format'
import { Popover } from '../../ui/popover'
import { RecordingsChoice } from '../../ui/recordings-choice'
import { Select } from '../../ui/select'
import { Slider } from '../../ui/slider'
import { Tabs } from '../../ui/tabs'
import type { Choice } from './choice'
import { choose } from './choice'

interface ToolbarProps {
  readonly choice: Choice
  readonly entries: readonly AuthorEntry[]
  readonly chosen: readonly string[]
}

/** Whose agreement, where, and by which convention. */
export function Toolbar({ choice, entries, chosen }: ToolbarProps): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  return (
    <div className="agree-bar" role="group" aria-label="What is looked at">
      <AnnotatorsChoice entries={entries} chosen={chosen} />
      <RecordingsChoice
        className="agree-who"
        recordings={recordings}
        chosenIds={choice.recordingIds}
        onChoose={(recordingIds) => choose({ recordingIds })}
      />
      <Tabs
        label="Unit of agreement"
        value={choice.unit}
        options={[
          { id: 'time', title: 'Time', hint: unitConvention('time', choice.minOverlap) },
          { id: 'segments', title: 'Segments', hint: unitConvention('segments', choice.minOverlap) }
        ]}
        onChange={(unit) => choose({ unit })}
      />
      <Conventions choice={choice} chosen={chosen} />
    </div>
  )
}

/** Everybody with labels, ticked or not; at least two stay ticked. */
function AnnotatorsChoice({
  entries,
  chosen
}: {
  entries: readonly AuthorEntry[]
  chosen: readonly string[]
}): ReactNode {
  const on = new Set(chosen)
  const names = entries.filter(({ author }) => on.has(author.id)).map(({ author }) => author.name)
  const toggle = (id: string, add: boolean): void =>
    choose({
      authorIds: entries.map(({ author }) => author.id).filter((each) => (each === id ? add : on.has(each)))
    })
  return (
    <Popover
      label="Annotators that take part"
      widthPx={300}
      trigger={
        <Button size="small" className="agree-who" title={names.join(', ')}>
          <span className="truncate">
            {names.length === 2 ? names.join(', ') : plural(names.length, 'annotator')}
          </span>
        </Button>
      }
    >
      <div className="choices">
        {entries.map(({ author, labelled, recordings }) => (
          <Checkbox
            key={author.id}
            checked={on.has(author.id)}
            disabled={labelled === 0 || (on.has(author.id) && on.size <= 2)}
            onChange={(add) => toggle(author.id, add)}
          >
            <span className="agree-option">
              <AuthorDot color={author.color} kind={author.kind} />
              <span className="truncate">{author.name}</span>
              <span className="faint">
                {labelled === 0 ? 'no labels' : `${formatCount(labelled)} in ${formatCount(recordings)}`}
              </span>
            </span>
          </Checkbox>
        ))}
        <div className="choices-tools">
          <Button size="small" tone="quiet" onClick={() => choose({ authorIds: [] })}>
            All people
          </Button>
        </div>
      </div>
    </Popover>
  )
}

/** The convention in words, and what of it can be changed. */
function Conventions({ choice, chosen }: { choice: Choice; chosen: readonly string[] }): ReactNode {
  const [least, setLeast] = useState<number>()
  const [tolerance, setTolerance] = useState<number>()
  const schemes = useUsedSchemes(chosen)
  const percent = least ?? Math.round(choice.minOverlap * 100)
  const milliseconds = tolerance ?? choice.toleranceMs
  return (
    <Popover
      label="Convention of agreement"
      widthPx={380}
      trigger={
        <Button
          size="small"
          tone={choice.ignorePersons || choice.schemeId !== undefined ? 'plain' : 'quiet'}
          aria-label="Convention of agreement"
        >
          <Settings2 size={13} /> Convention
        </Button>
      }
    >
      <div className="agree-conventions">
        <p className="muted selectable">{unitConvention(choice.unit, percent / 100)}</p>
        {choice.unit === 'segments' && (
          <label className="agree-row">
            <span>Least overlap</span>
            <Slider
              label="Least overlap of matched segments in percent"
              value={percent}
              min={5}
              max={100}
              step={5}
              onChange={setLeast}
              onCommit={(value) => {
                setLeast(undefined)
                choose({ minOverlap: value / 100 })
              }}
            />
            <b className="mono">{percent} %</b>
          </label>
        )}
        <label className="agree-row">
          <span>Boundaries within</span>
          <Slider
            label="Tolerance of boundaries in milliseconds"
            value={milliseconds}
            min={100}
            max={2000}
            step={100}
            onChange={setTolerance}
            onCommit={(value) => {
              setTolerance(undefined)
              choose({ toleranceMs: value })
            }}
          />
          <b className="mono">{milliseconds} ms</b>
        </label>
        <label className="agree-row">
          <span>Shortest moment</span>
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
        </label>
        <Checkbox checked={!choice.ignorePersons} onChange={(keep) => choose({ ignorePersons: !keep })}>
          Keep persons apart
        </Checkbox>
        <p className="faint">{choice.unit === 'time' ? unitPersonConvention : matchedPersonConvention}</p>
        {schemes.length > 1 && (
          <label className="agree-row">
            <span>Labels of</span>
            <Select
              label="Labels that are compared"
              size="small"
              value={choice.schemeId ?? 'most'}
              options={[
                { id: 'most', title: 'The scheme used most' },
                ...schemes.map(({ id, name }) => ({ id, title: name }))
              ]}
              onChange={(id) => choose({ schemeId: id === 'most' ? undefined : id })}
            />
          </label>
        )}
      </div>
    </Popover>
  )
}
