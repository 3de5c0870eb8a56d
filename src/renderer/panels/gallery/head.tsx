import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { PageLabel } from '../../../shared/contract'
import type { Recording } from '../../../shared/domain/rows'
import {
  attributesFor,
  attributeTitle,
  pageChoice,
  type ChosenAttribute
} from '../../session/pages/page-choice'
import { PanelHead } from '../../ui/panel-head'
import { Select } from '../../ui/select'

/** What is shown and with which labels. */
export function Head({
  all,
  shown,
  by,
  attribute,
  chosen
}: {
  readonly all: readonly Recording[]
  readonly shown: readonly Recording[]
  readonly by: ReadonlyMap<string, PageLabel>
  readonly attribute: ChosenAttribute | undefined
  /** How many pictures the next key labels; told from two on. */
  readonly chosen: number
}): ReactNode {
  const { filter, sizePx } = pageChoice.use()
  const { labelled, counts } = useMemo(() => counted(all, by), [all, by])
  const options = attributesFor('whole')
  return (
    <PanelHead>
      {chosen > 1 && (
        <span className="gl-chosen" role="status" title="The next digit labels all of them; Esc lets them go">
          {chosen} selected
        </span>
      )}
      <span className="gl-count" title={`${labelled} of ${all.length} pictures are labelled by me`}>
        {shown.length === all.length ? '' : `${shown.length} shown, `}
        {labelled} of {all.length} labelled
      </span>
      <Select
        label="Which pictures"
        size="small"
        value={filter}
        options={[
          { id: 'all', title: 'All pictures' },
          { id: 'unlabelled', title: 'Without a label', hint: String(all.length - labelled) },
          { id: 'labelled', title: 'With a label', hint: String(labelled) },
          ...(attribute?.labels ?? []).map(({ id, name }) => ({
            id: `label:${id}`,
            title: name,
            hint: String(counts.get(id) ?? 0)
          }))
        ]}
        onChange={(next) => pageChoice.choose({ filter: next })}
      />
      <Select
        label="Label with"
        size="small"
        value={attribute && `${attribute.schemeId}/${attribute.attributeId}`}
        options={options.map((option) => ({ id: option.key, title: attributeTitle(option) }))}
        onChange={(key) => pageChoice.choose({ pictures: key, filter: 'all' })}
      />
      <input
        className="gl-size"
        type="range"
        min={96}
        max={280}
        step={4}
        value={sizePx}
        aria-label="Size of the pictures"
        title="Size of the pictures"
        onChange={(event) => pageChoice.choose({ sizePx: Number(event.target.value) })}
      />
    </PanelHead>
  )
}

/** How many pictures say something, and how often each label. */
function counted(
  all: readonly Recording[],
  by: ReadonlyMap<string, PageLabel>
): { readonly labelled: number; readonly counts: ReadonlyMap<string, number> } {
  const counts = new Map<string, number>()
  for (const { label } of by.values())
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  const labelled = all.filter(({ id }) => by.get(id)?.label !== undefined || by.get(id)?.value).length
  return { labelled, counts }
}
