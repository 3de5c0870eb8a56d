import type { ReactNode } from 'react'
import type { EditableAttribute } from '../../../shared/scheme/editable-scheme'
import { patched, shownLabels } from '../../../shared/scheme/label-edits'
import { Checkbox } from '../../ui/checkbox'
import type { EditorDesk } from './editor-desk'
import { Captioned, ListInput, NumberInput, OptionalSelect } from './fields'

type Timing = NonNullable<EditableAttribute['timing']>

/** Boundaries, gaps and missing answers: what holds for every kind of attribute. */
export function TimingSection({
  desk,
  attribute
}: {
  desk: EditorDesk
  attribute: EditableAttribute
}): ReactNode {
  const timing = attribute.timing ?? {}
  const set = (patch: { readonly [K in keyof Timing]?: Timing[K] | undefined }): void => {
    const next = patched(timing, patch)
    desk.patch(attribute.id, { timing: Object.keys(next).length === 0 ? undefined : next })
  }
  return (
    <details className="scheme-part scheme-more" open={attribute.timing !== undefined}>
      <summary>Time, missing answers and persons</summary>
      <div className="scheme-fields">
        <Captioned title="Boundaries">
          <OptionalSelect
            label="Boundaries"
            value={timing.boundaries}
            none="free"
            options={(['free', 'snapped', 'fixed'] as const).map((id) => ({ id, title: id }))}
            onChange={(id) =>
              set({ boundaries: (['free', 'snapped', 'fixed'] as const).find((each) => each === id) })
            }
          />
        </Captioned>
        <Captioned title="Overlap">
          <OptionalSelect
            label="Overlap"
            value={timing.overlap}
            none="as the track says"
            options={(['allowed', 'forbidden'] as const).map((id) => ({ id, title: id }))}
            onChange={(id) =>
              set({ overlap: (['allowed', 'forbidden'] as const).find((each) => each === id) })
            }
          />
        </Captioned>
        <Captioned title="Label of gaps">
          <OptionalSelect
            label="Label of gaps"
            value={timing.gapLabel}
            options={shownLabels(desk.scheme, attribute.id).map(({ id, name }) => ({ id, title: name }))}
            onChange={(gapLabel) => set({ gapLabel })}
          />
        </Captioned>
        <Captioned title="Shortest, s">
          <NumberInput
            label="Shortest segment in seconds"
            value={timing.minSec}
            onCommit={(minSec) => set({ minSec })}
          />
        </Captioned>
        <Captioned title="Left out at the start, s">
          <NumberInput
            label="Seconds left out at the start"
            value={timing.skipFirstSec}
            onCommit={(skipFirstSec) => set({ skipFirstSec })}
          />
        </Captioned>
        <Captioned title="Reaction lag taken out, s">
          <NumberInput
            label="Reaction lag in seconds"
            value={timing.delayCompSec}
            onCommit={(delayCompSec) => set({ delayCompSec })}
          />
        </Captioned>
        <Captioned title="Codes for missing answers">
          <ListInput
            label="Codes for missing answers"
            value={attribute.missing}
            placeholder="xxx, oth"
            onCommit={(missing) => desk.patch(attribute.id, { missing })}
          />
        </Captioned>
      </div>
      <Checkbox
        checked={attribute.perParticipant ?? false}
        onChange={(on) => desk.patch(attribute.id, { perParticipant: on ? true : undefined })}
      >
        Asked for each person in the recording
      </Checkbox>
    </details>
  )
}
