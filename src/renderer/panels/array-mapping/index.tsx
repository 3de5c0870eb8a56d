import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { ArrayMapping } from '../../../shared/arrays/array-mapping'
import type { ListedArrays, MappingDraft } from '../../../shared/arrays/array-mapping'
import { checkMapping } from '../../../shared/arrays/check-mapping'
import { mappingSummary } from '../../../shared/arrays/mapping-summary'
import { arrayPresets } from '../../../shared/arrays/presets'
import { mappingOf, proposeMapping } from '../../../shared/arrays/propose-mapping'
import { answerImport, leaveOut } from '../../session/answer-import'
import type { Dialogs } from '../../session/dialogs'
import { alikeArrays } from '../../session/import-questions'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { baseName, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { ArrayTable } from './array-table'
import { numberFrom } from './field-text'
import { LabelFields, labelsOf } from './label-fields'
import { SignalFields } from './signal-fields'
import { TypedField } from './typed-field'
import './array-mapping.css'

const OWN = 'own'

/** What the arrays of a file mean: which is the signal, what its axes are, and what is known about trials. */
export default function ArrayMappingDialog({ asked }: Dialogs['array-mapping']): ReactNode {
  const alike = useMemo(() => alikeArrays(asked), [asked])
  const arrays = alike?.question.arrays ?? none
  const paths = alike?.files.map(({ path }) => path) ?? []
  const fitting = useMemo(
    () =>
      arrayPresets.all.flatMap((preset) => {
        const mapping = preset.fit(arrays)
        return mapping ? [{ preset, mapping }] : []
      }),
    [arrays]
  )
  const [mapping, setMapping] = useState<MappingDraft>(() => proposeMapping(arrays) ?? nothing)
  const set = (part: Partial<MappingDraft>): void => setMapping((now) => ({ ...now, ...part }))
  const faults = useMemo(() => checkMapping(mapping, arrays), [mapping, arrays])
  const summary = mappingSummary(mapping, arrays)
  const ready = faults.length === 0 && ArrayMapping.safeParse(mapping).success

  const choose = (id: string): void => {
    const found = fitting.find(({ preset }) => preset.id === id)
    const largest = arrays.find(({ pattern }) => pattern === mapping.signals[0]?.array)
    if (found) setMapping(found.mapping)
    else if (largest) setMapping({ ...mappingOf(largest, arrays), labels: mapping.labels })
  }
  /** One answer is for all files alike, and so is none. */
  const leave = (): void =>
    leaveOut([...(alike?.files.slice(0, 1) ?? []), ...asked.filter((one) => !alike?.files.includes(one))])
  const take = (): void => {
    const answer = ArrayMapping.safeParse(mapping)
    if (answer.success)
      void answerImport(asked, new Map(paths.map((path) => [path, { arrays: answer.data }])))
  }
  const spare = arrays.find(
    ({ pattern, kind, file }) =>
      kind === 'numbers' &&
      !mapping.signals.some((signal) => signal.array === pattern && file === undefined) &&
      !mapping.labels.some((label) => label.array === pattern && label.file === file)
  )
  return (
    <Dialog
      title={`What is in ${baseName(paths[0] ?? '')}`}
      widthPx={760}
      onClose={leave}
      foot={
        <>
          <span
            className="grow arrays-status"
            role="status"
            data-tone={faults.length > 0 ? 'bad' : undefined}
          >
            {faults[0] ?? summary}
          </span>
          <Button onClick={leave}>Leave out</Button>
          <Button tone="primary" disabled={!ready} onClick={take}>
            Import {paths.length === 1 ? 'file' : plural(paths.length, 'file')}
          </Button>
        </>
      }
    >
      <p className="muted">
        The file holds arrays of numbers and does not say what they mean. Confirm it once; it is kept with the
        recording.
        {paths.length > 1 && ` ${paths.length} files of this import are alike and are read the same way.`}
      </p>
      {alike && <ArrayTable question={alike.question} mapping={mapping} />}
      <div className="arrays-row">
        <Field label="Corpus">
          {(id) => (
            <Select
              id={id}
              label="Corpus"
              value={mapping.preset ?? OWN}
              options={[
                ...fitting.map(({ preset }) => ({ id: preset.id, title: preset.name })),
                { id: OWN, title: 'My own data' }
              ]}
              onChange={choose}
            />
          )}
        </Field>
        <Field label="Trials become">
          {(id) => (
            <Select
              id={id}
              label="Trials become"
              value={mapping.trials}
              options={[
                { id: 'segments', title: 'segments of one recording' },
                { id: 'recordings', title: 'a recording each' }
              ]}
              onChange={(trials) => set({ trials: trials === 'recordings' ? 'recordings' : 'segments' })}
            />
          )}
        </Field>
        <TypedField
          label="Baseline in each trial (s)"
          value={mapping.baselineSeconds}
          text={String}
          parse={numberFrom}
          onChange={(baselineSeconds) => set({ baselineSeconds })}
        />
      </div>
      {mapping.signals.map((signal, i) => (
        <SignalFields
          key={i}
          signal={signal}
          arrays={arrays}
          onChange={(changed) =>
            set({ signals: mapping.signals.map((one, at) => (at === i ? changed : one)) })
          }
          onRemove={
            mapping.signals.length > 1
              ? () => set({ signals: mapping.signals.filter((_, at) => at !== i) })
              : undefined
          }
        />
      ))}
      {mapping.labels.map((labels, i) => (
        <LabelFields
          key={i}
          labels={labels}
          arrays={arrays}
          onChange={(changed) => set({ labels: mapping.labels.map((one, at) => (at === i ? changed : one)) })}
          onRemove={() => set({ labels: mapping.labels.filter((_, at) => at !== i) })}
        />
      ))}
      {spare && (
        <div className="arrays-row arrays-more">
          <Button
            tone="quiet"
            onClick={() =>
              set({
                labels: [
                  ...mapping.labels,
                  labelsOf(spare, { kind: 'ratings', names: ['rating'], min: 1, max: 9 })
                ]
              })
            }
          >
            Add labels of trials
          </Button>
          {spare.file === undefined && (
            <Button
              tone="quiet"
              onClick={() =>
                set({
                  signals: [
                    ...mapping.signals,
                    ...mappingOf(spare, arrays).signals.map((signal) => ({
                      ...signal,
                      name: `Signals ${mapping.signals.length + 1}`
                    }))
                  ]
                })
              }
            >
              Add another signal
            </Button>
          )}
        </div>
      )}
    </Dialog>
  )
}

const none: readonly ListedArrays[] = []
const nothing: MappingDraft = { signals: [], labels: [], trials: 'segments', baselineSeconds: 0 }
