import type { ReactNode } from 'react'
import type { LabelArrays, LabelAxis, ListedArrays } from '../../../shared/arrays/array-mapping'
import { Button } from '../../ui/button'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { classesFrom, classesText, listFrom, numberFrom } from './field-text'
import { TypedField } from './typed-field'

const axisOptions: readonly { readonly id: LabelAxis; readonly title: string }[] = [
  { id: 'trial', title: 'trials' },
  { id: 'rating', title: 'what was rated' },
  { id: 'first', title: 'take the first only' }
]

/** Which array says something about trials, and what its numbers mean. */
export function LabelFields({
  labels,
  arrays,
  onChange,
  onRemove
}: {
  readonly labels: LabelArrays
  readonly arrays: readonly ListedArrays[]
  readonly onChange: (labels: LabelArrays) => void
  readonly onRemove: () => void
}): ReactNode {
  const numbers = arrays.filter(({ kind }) => kind === 'numbers')
  const found = numbers.find(({ pattern, file }) => pattern === labels.array && file === labels.file)
  const { meaning } = labels
  return (
    <fieldset className="arrays-part">
      <legend>Labels</legend>
      <div className="arrays-row">
        <Field label="Array">
          {(id) => (
            <Select
              id={id}
              label="Array of the labels"
              value={keyOf(labels.array, labels.file)}
              options={numbers.map(({ pattern, file }) => ({
                id: keyOf(pattern, file),
                title: file === undefined ? pattern : `${pattern} in ${file}`
              }))}
              onChange={(key) => {
                const chosen = numbers.find(({ pattern, file }) => keyOf(pattern, file) === key)
                if (chosen) onChange(labelsOf(chosen, meaning))
              }}
            />
          )}
        </Field>
        {(found?.shape ?? []).map((size, axis) => (
          <Field key={axis} label={`Axis ${axis + 1}: ${size}`}>
            {(id) => (
              <Select
                id={id}
                label={`Axis ${axis + 1} of the labels counts`}
                value={labels.axes[axis]}
                options={axisOptions}
                onChange={(role) => {
                  const chosen = axisOptions.find((option) => option.id === role)
                  if (chosen)
                    onChange({ ...labels, axes: labels.axes.map((own, i) => (i === axis ? chosen.id : own)) })
                }}
              />
            )}
          </Field>
        ))}
        <Field label="Numbers are">
          {(id) => (
            <Select
              id={id}
              label="What the numbers are"
              value={meaning.kind}
              options={[
                { id: 'ratings', title: 'ratings' },
                { id: 'classes', title: 'labels' }
              ]}
              onChange={(kind) =>
                onChange({
                  ...labels,
                  meaning:
                    kind === 'ratings'
                      ? { kind, names: ['rating'], min: 1, max: 9 }
                      : { kind: 'classes', classes: [{ value: 1, label: 'label 1' }] }
                })
              }
            />
          )}
        </Field>
        <Button tone="quiet" onClick={onRemove}>
          Remove
        </Button>
      </div>
      {meaning.kind === 'ratings' ? (
        <div className="arrays-row">
          <TypedField
            label="Names of the ratings"
            value={meaning.names}
            text={(names) => names.join(', ')}
            parse={(text) => some(listFrom(text))}
            onChange={(names) => onChange({ ...labels, meaning: { ...meaning, names } })}
          />
          <TypedField
            label="Scale from"
            value={meaning.min}
            text={String}
            parse={numberFrom}
            onChange={(min) => onChange({ ...labels, meaning: { ...meaning, min } })}
          />
          <TypedField
            label="to"
            value={meaning.max}
            text={String}
            parse={numberFrom}
            onChange={(max) => onChange({ ...labels, meaning: { ...meaning, max } })}
          />
        </div>
      ) : (
        <TypedField
          label="What the numbers stand for"
          hint="A number, an equals sign and the label, parted by commas: 1 = positive, 0 = neutral."
          value={meaning.classes}
          text={classesText}
          parse={(text) => some(classesFrom(text))}
          onChange={(classes) => onChange({ ...labels, meaning: { kind: 'classes', classes } })}
        />
      )}
    </fieldset>
  )
}

/** An array taken as labels: its longest axis counts trials. */
export function labelsOf(array: ListedArrays, meaning: LabelArrays['meaning']): LabelArrays {
  const trials = array.shape.indexOf(Math.max(...array.shape))
  const axes = array.shape.map((size, axis): LabelAxis =>
    axis === trials ? 'trial' : size > 1 ? 'rating' : 'first'
  )
  const rated = array.shape[axes.indexOf('rating')] ?? 1
  return {
    array: array.pattern,
    ...(array.file === undefined ? {} : { file: array.file }),
    axes,
    meaning: meaning.kind === 'ratings' ? { ...meaning, names: namesFor(meaning.names, rated) } : meaning
  }
}

/** As many names as are rated. */
const namesFor = (names: readonly string[], count: number): string[] =>
  Array.from({ length: count }, (_, i) => names[i] ?? `rating ${i + 1}`)

const keyOf = (pattern: string, file: string | undefined): string => `${file ?? ''}|${pattern}`
const some = <T,>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined)
