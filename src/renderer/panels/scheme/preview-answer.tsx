import type { ReactNode } from 'react'
import type { SegmentValue } from '../../../shared/domain/segment-value'
import type { AttributeTask, Dimension } from '../../../shared/values/attribute'
import {
  answersOf,
  toggleAxis,
  toggleClue,
  toggleLabel,
  toggleTerm,
  withLabel,
  withRating,
  withText
} from '../../../shared/values/edit-value'
import { giveShare } from '../../../shared/values/shares'
import { axisKey } from '../../../shared/values/strongest-label'
import { LabelChip } from '../../ui/chip'
import { isManikinDimension } from '../../ui/manikin'
import { ManikinScale } from '../../ui/manikin-scale'
import { Slider } from '../../ui/slider'
import { CommitInput } from '../../ui/text-field'

interface PreviewAnswerProps {
  readonly task: AttributeTask
  readonly label: string | undefined
  readonly value: SegmentValue | undefined
  readonly onLabel: (label: string | undefined) => void
  readonly onValue: (value: SegmentValue | undefined) => void
}

/** The controls that an attribute asks for, small. */
export function PreviewAnswer(props: PreviewAnswerProps): ReactNode {
  const { task, label, value, onLabel, onValue } = props
  switch (task.kind) {
    case 'label':
      return (
        <div className="scheme-preview">
          {task.labels.map((each) => (
            <LabelChip
              key={each.id}
              label={each}
              selected={each.id === label}
              note={each.key}
              onClick={() => onLabel(each.id === label ? undefined : each.id)}
            />
          ))}
        </div>
      )
    case 'labels':
      return <SeveralLabels {...props} />
    case 'composite':
      return task.axes.map((axis) => (
        <div key={axis.id} className="scheme-preview">
          {axis.labels.map((each) => (
            <LabelChip
              key={each.id}
              label={each}
              selected={value?.kind === 'labels' && axisKey(axis.id, each.id) in value.labels}
              onClick={() => onValue(toggleAxis(task, value, axis.id, each.id))}
            />
          ))}
        </div>
      ))
    case 'shares':
      return <Shares {...props} />
    case 'ratings':
      return task.dimensions.map((dimension) => (
        <Rating key={dimension.id} dimension={dimension} {...props} />
      ))
    case 'terms':
      return <Words {...props} />
    case 'explanation':
      return <Explanation {...props} />
    case 'spans':
      return <Spans {...props} />
    case 'trace':
      return (
        <>
          {task.dimensions.map((dimension) => (
            <Rating key={dimension.id} dimension={dimension} {...props} />
          ))}
          <p className="faint">Rated while the recording plays, in the rating panel (K).</p>
        </>
      )
    case 'relation':
      return (
        <p className="scheme-relation">
          <span>“You never called”</span> <b aria-label="causes">→</b> <span>“I am furious”</span>
        </p>
      )
  }
}

function SeveralLabels({ task, value, onValue }: PreviewAnswerProps): ReactNode {
  const given = value?.kind === 'labels' ? value.labels : {}
  return (
    <div className="scheme-preview" data-rows={task.levels.length > 0 ? '' : undefined}>
      {task.labels.map((label) => (
        <span key={label.id} className="scheme-graded">
          <LabelChip
            label={label}
            selected={label.id in given}
            note={label.key}
            onClick={() => onValue(toggleLabel(task, value, label.id))}
          />
          {task.levels.map((level) => (
            <button
              key={level.value}
              type="button"
              className="scheme-step"
              aria-pressed={given[label.id] === level.value}
              title={level.name}
              onClick={() => onValue(withLabel(task, value, label.id, level.value))}
            >
              {level.value}
            </button>
          ))}
        </span>
      ))}
    </div>
  )
}

function Shares({ task, value, onValue }: PreviewAnswerProps): ReactNode {
  const shares = value?.kind === 'shares' ? value.shares : {}
  const ids = task.labels.map(({ id }) => id)
  return task.labels.map((label) => (
    <div key={label.id} className="scheme-share">
      <LabelChip label={label} />
      <Slider
        label={`Share of ${label.name}`}
        value={Math.round((shares[label.id] ?? 0) * 100)}
        min={0}
        max={100}
        onChange={(percent) =>
          onValue({ kind: 'shares', shares: { ...giveShare(shares, label.id, percent / 100, ids) } })
        }
      />
      <span className="mono">{Math.round((shares[label.id] ?? 0) * 100)} %</span>
    </div>
  ))
}

/** More answers than this are a slider, not buttons. */
const MOST_BUTTONS = 11

function Rating({ dimension, value, onValue }: PreviewAnswerProps & { dimension: Dimension }): ReactNode {
  const { id, name, min, max, step, levels, anchors, widget } = dimension
  const rating = value?.kind === 'ratings' ? value.ratings[id] : undefined
  const rate = (next: number | undefined): void => onValue(withRating(value, id, next))
  const answers = answersOf(dimension)
  const [low, high] = [anchors[0], anchors.at(-1)]
  return (
    <div className="scheme-rating">
      <span>{name}</span>
      {widget === 'sam' && isManikinDimension(id) && answers.length > 0 ? (
        <ManikinScale label={name} dimension={id} answers={answers} value={rating} onChange={rate} />
      ) : answers.length > 0 && answers.length <= MOST_BUTTONS && widget !== 'slider' ? (
        <span className="scheme-steps">
          {answers.map((answer) => (
            <button
              key={answer}
              type="button"
              className="scheme-step"
              aria-pressed={answer === rating}
              title={levels.find((level) => level.value === answer)?.name}
              onClick={() => rate(answer === rating ? undefined : answer)}
            >
              {answer}
            </button>
          ))}
        </span>
      ) : (
        <Slider
          label={name}
          value={rating ?? dimension.neutral ?? (min + max) / 2}
          min={min}
          max={max}
          step={step ?? (max - min) / 100}
          onChange={rate}
        />
      )}
      {(low ?? high) !== undefined && (
        <span className="scheme-anchors faint">
          <span>{low}</span>
          <span>{high === low ? '' : high}</span>
        </span>
      )}
    </div>
  )
}

function Words({ task, value, onValue }: PreviewAnswerProps): ReactNode {
  const terms = value?.kind === 'terms' ? value.terms : []
  return (
    <>
      <CommitInput
        label="Try a word"
        placeholder="A word, then Enter"
        value=""
        onCommit={(text) => onValue(text.trim() === '' ? value : toggleTerm(task, value, text))}
      />
      <div className="scheme-preview">
        {[...new Set([...task.vocabulary.seed.slice(0, 12), ...terms])].map((word) => (
          <button
            key={word}
            type="button"
            className="scheme-step"
            aria-pressed={terms.includes(word)}
            onClick={() => onValue(toggleTerm(task, value, word))}
          >
            {word}
          </button>
        ))}
      </div>
      {Object.entries(task.vocabulary.wheelTable).map(([wheel, groups]) => (
        <dl key={wheel} className="scheme-wheel-preview" aria-label={`Groups of ${wheel}`}>
          {Object.entries(groups).map(([group, words]) => (
            <div key={group} data-said={words.some((word) => terms.includes(word)) ? '' : undefined}>
              <dt>{group}</dt>
              <dd>{words.slice(0, 6).join(', ')}</dd>
            </div>
          ))}
        </dl>
      ))}
    </>
  )
}

function Explanation({ task, value, onValue }: PreviewAnswerProps): ReactNode {
  const said = value?.kind === 'explanation' ? value : undefined
  return (
    <>
      <textarea
        className="input"
        rows={3}
        aria-label="Try an explanation"
        placeholder="Why it is so"
        value={said?.text ?? ''}
        onChange={(event) => onValue(withText(value, event.target.value))}
      />
      <div className="scheme-preview">
        {task.clueTags.map((clue) => (
          <button
            key={clue}
            type="button"
            className="scheme-step"
            aria-pressed={said?.clues.includes(clue) ?? false}
            onClick={() => onValue(toggleClue(value, clue))}
          >
            {clue}
          </button>
        ))}
      </div>
    </>
  )
}

/** A sentence with a stretch for each of the first labels. */
function Spans({ task }: PreviewAnswerProps): ReactNode {
  const words = ['I waited for an hour', 'and nobody came,', 'so I went home', 'and felt alone.']
  return (
    <p className="scheme-text">
      {words.map((text, index) => {
        const label = task.labels[index]
        return label ? (
          <mark key={text} style={{ background: `color-mix(in srgb, ${label.color} 34%, transparent)` }}>
            {text} <sup>{label.letter}</sup>
          </mark>
        ) : (
          <span key={text}>{text} </span>
        )
      })}
    </p>
  )
}
