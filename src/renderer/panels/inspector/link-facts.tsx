import type { ReactNode } from 'react'
import type { Relation } from '../../../shared/domain/relation'
import { linkKindName, startableKinds } from '../../session/link-kinds'
import { linkLabel } from '../../session/link-targets'
import { describeLink } from '../../session/links'
import { LabelChip } from '../../ui/chip'
import { Select } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'

/** What the selected link means, in the words of who made it; everything that may be changed is changed here. */
export function LinkFacts({
  link,
  editable
}: {
  readonly link: Relation
  readonly editable: boolean
}): ReactNode {
  const offered = startableKinds(link.fromId)
  const kinds = offered.some(({ id }) => id === link.kind)
    ? offered
    : [{ id: link.kind, name: link.kind }, ...offered]
  const inherited = linkLabel(link)
  const text = (field: 'label' | 'comment') => (value: string) =>
    void describeLink(link.id, { [field]: value.trim() === '' ? null : value.trim() })
  return (
    <div className="link-facts">
      <span>Kind</span>
      {editable && kinds.length > 1 ? (
        <Select
          label="Kind of the link"
          size="small"
          value={link.kind}
          options={kinds.map(({ id, name }) => ({ id, title: name }))}
          onChange={(kind) => void describeLink(link.id, { kind })}
        />
      ) : (
        <b className="plain">{linkKindName(link.kind, link.fromId)}</b>
      )}
      <span>Label</span>
      {inherited.inherits ? (
        <span title="The scheme gives the link the label of the segment it starts from.">
          {inherited.label ? (
            <LabelChip label={inherited.label} />
          ) : (
            <span className="faint">not labelled</span>
          )}
        </span>
      ) : (
        <CommitInput
          label="Label of the link"
          placeholder={editable ? 'for instance trigger' : 'none'}
          value={link.label ?? ''}
          disabled={!editable}
          onCommit={text('label')}
        />
      )}
      <span>Comment</span>
      <CommitInput
        label="Comment on the link"
        placeholder={editable ? 'Why these two' : 'none'}
        value={link.comment ?? ''}
        disabled={!editable}
        multiline
        onCommit={text('comment')}
      />
    </div>
  )
}
