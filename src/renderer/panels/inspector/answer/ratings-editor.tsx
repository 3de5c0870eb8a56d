import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Dimension } from '../../../../shared/values/attribute'
import { wrongRating } from '../../../../shared/values/check-value'
import { answersOf, withRating } from '../../../../shared/values/edit-value'
import { ratingText } from '../../../../shared/values/value-text'
import { toast } from '../../../session/toasts'
import { focusPart, useFocusedPart } from '../../../session/value-focus'
import { IconButton } from '../../../ui/button'
import { isManikinDimension } from '../../../ui/manikin'
import { ManikinScale } from '../../../ui/manikin-scale'
import { Slider } from '../../../ui/slider'
import { CommitInput } from '../../../ui/text-field'
import { Scale } from '../scale'
import type { EditorProps } from './editor-props'

/** More answers than this are a slider, not buttons. */
const MOST_BUTTONS = 11

/** Every dimension of a rating: pictures, steps or a slider. The marked one takes the next digit. */
export function RatingsEditor({ task, value, disabled, segmentId, onChange }: EditorProps): ReactNode {
  const ratings = value?.kind === 'ratings' ? value.ratings : {}
  const focused = useFocusedPart(segmentId)
  return (
    <div className="ratings">
      {task.dimensions.map((dimension, index) => (
        <OneDimension
          key={dimension.id}
          dimension={dimension}
          rating={ratings[dimension.id]}
          disabled={disabled}
          focused={task.dimensions.length > 1 && index === focused}
          onChange={(rating) => {
            focusPart(segmentId, (index + 1) % task.dimensions.length)
            onChange(withRating(value, dimension.id, rating))
          }}
        />
      ))}
      {task.dimensions.length > 1 && (
        <p className="hint">
          Digits answer the marked scale and go on to the next; Shift with a digit goes to a scale.
        </p>
      )}
    </div>
  )
}

interface DimensionProps {
  readonly dimension: Dimension
  readonly rating: number | undefined
  readonly disabled: boolean
  readonly focused: boolean
  readonly onChange: (rating: number | undefined) => void
}

function OneDimension({ dimension, rating, disabled, focused, onChange }: DimensionProps): ReactNode {
  const answers = answersOf(dimension)
  const discrete = dimension.levels.length > 0 || dimension.step !== undefined
  const pictures =
    dimension.widget === 'sam' && isManikinDimension(dimension.id) && answers.length <= MOST_BUTTONS
  return (
    <div className="answer-part" data-focused={focused ? '' : undefined}>
      <div className="answer-part-head">
        <span className="answer-part-name">{dimension.name}</span>
        <span className="mono">{rating === undefined ? 'not rated' : ratingText(rating)}</span>
        <IconButton
          label={`Take the rating of ${dimension.name} away`}
          size="small"
          disabled={disabled || rating === undefined}
          onClick={() => onChange(undefined)}
        >
          <X size={12} />
        </IconButton>
      </div>
      {pictures && isManikinDimension(dimension.id) ? (
        <ManikinScale
          label={dimension.name}
          dimension={dimension.id}
          answers={answers}
          value={rating}
          disabled={disabled}
          onChange={onChange}
        />
      ) : discrete && answers.length <= MOST_BUTTONS ? (
        <Scale
          label={dimension.name}
          bare
          values={answers}
          names={answers.map(ratingText)}
          titles={answers.map((answer) => dimension.levels.find((level) => level.value === answer)?.name)}
          value={rating}
          disabled={disabled}
          onChange={(next) => onChange(next ?? undefined)}
        />
      ) : (
        <Continuous dimension={dimension} rating={rating} disabled={disabled} onChange={onChange} />
      )}
      {(dimension.anchors.length > 1 || dimension.levels.some(({ name }) => name)) && (
        <Ends dimension={dimension} />
      )}
    </div>
  )
}

/** A slider with its number beside it; the number can be written. */
function Continuous({ dimension, rating, disabled, onChange }: Omit<DimensionProps, 'focused'>): ReactNode {
  const [dragged, setDragged] = useState<number>()
  const { min, max, step } = dimension
  const rest = dimension.neutral ?? (min + max) / 2
  const commit = (text: string): boolean => {
    const next = Number(text.replace(',', '.'))
    const wrong = text.trim() === '' || Number.isNaN(next) ? undefined : wrongRating(dimension, next)
    if (text.trim() === '') onChange(undefined)
    else if (Number.isNaN(next)) toast(`“${text}” is not a number.`, { tone: 'bad' })
    else if (wrong && !wrong.ok) toast(wrong.error.message, { tone: 'bad' })
    else onChange(next)
    return true
  }
  return (
    <fieldset
      className="answer-slider"
      disabled={disabled}
      data-unset={rating === undefined ? '' : undefined}
    >
      <span className="mono faint">{ratingText(min)}</span>
      <Slider
        label={dimension.name}
        min={min}
        max={max}
        step={step ?? (max - min) / 100}
        value={dragged ?? rating ?? rest}
        onChange={setDragged}
        onCommit={(next) => {
          setDragged(undefined)
          onChange(Math.round(next * 1e6) / 1e6)
        }}
      />
      <span className="mono faint">{ratingText(max)}</span>
      <CommitInput
        label={`${dimension.name} as a number`}
        mono
        value={rating === undefined ? '' : ratingText(dragged ?? rating)}
        disabled={disabled}
        onCommit={commit}
      />
    </fieldset>
  )
}

/** Words at the two ends of a scale. */
function Ends({ dimension }: { dimension: Dimension }): ReactNode {
  const sorted = dimension.levels.toSorted((a, b) => a.value - b.value)
  const [low, high] = [
    dimension.anchors[0] ?? sorted[0]?.name,
    dimension.anchors.at(-1) ?? sorted.at(-1)?.name
  ]
  return (
    <div className="answer-ends faint">
      <span>{low}</span>
      <span>{high}</span>
    </div>
  )
}
