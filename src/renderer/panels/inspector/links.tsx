import { CornerDownRight, Link2, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import type { Relation } from '../../../shared/domain/relation'
import type { Segment } from '../../../shared/domain/rows'
import { runAction } from '../../session/actions'
import { linkKindName, linkKinds } from '../../session/link-kinds'
import { askedKinds } from '../../session/link-targets'
import { deleteLink, jumpToEnd, mayChange, selectLink, useLinks } from '../../session/links'
import { placeText } from '../../session/pages/item-axis'
import { authorOf, schemeOf, segmentOf, trackOf, useProject } from '../../session/project'
import { selection, useSelection } from '../../session/selection'
import { useKeys } from '../../session/use-keys'
import { IconButton } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { LinkFacts } from './link-facts'

const noLinks: readonly Relation[] = []

/** Links of the selected segment, or the selected link: what it leads to, with its words, and the way there. */
export function Links({ segment }: { readonly segment?: Segment | undefined }): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  const all = useProject((state) => state.segments.get(recordingId ?? '')?.relations ?? noLinks)
  const selectedId = useLinks((state) => state.selectedId)
  const links = all.filter(
    ({ id, fromId, toId }) =>
      (segment && (fromId === segment.id || toId === segment.id)) || (!segment && id === selectedId)
  )
  const key = useKeys('relation.start')
  const asked = segment ? askedKinds(segment, linkKinds(segment.id), links) : []
  if (links.length === 0 && asked.length === 0) return null
  const selected = links.find(({ id }) => id === selectedId)
  return (
    <section role="region" aria-label="Links">
      <h3>{segment ? 'Links' : 'Link'}</h3>
      {segment && asked.length > 0 && (
        <p className="note">
          {labelOf(
            schemeOf(trackOf(segment.trackId)?.schemeId),
            segment.label,
            trackOf(segment.trackId)?.attributeId
          )?.name ?? 'This label'}{' '}
          asks for {asked.map(({ name }) => `“${name}”`).join(' and ')}
          {key === undefined ? '.' : `: press ${key}.`}
        </p>
      )}
      <ul className="links">
        {links.map((link) => (
          <LinkRow key={link.id} link={link} segment={segment} selected={link.id === selectedId} />
        ))}
      </ul>
      {selected && <LinkFacts key={selected.id} link={selected} editable={mayChange(selected)} />}
      {selected && mayChange(selected) && hasWords(selected) && (
        <p className="note">
          <span>
            To link only some words, select them in the conversation or{' '}
            <button type="button" className="link" onClick={() => runAction('relation.words')}>
              pick them with keys
            </button>
            .
          </span>
        </p>
      )}
    </section>
  )
}

function LinkRow({
  link,
  segment,
  selected
}: {
  readonly link: Relation
  readonly segment: Segment | undefined
  readonly selected: boolean
}): ReactNode {
  const author = authorOf(link.authorId)
  // From a segment's own point of view: its causes, and what it causes. A link by itself shows both ends.
  const ends =
    segment === undefined
      ? (['from', 'to'] as const)
      : link.fromId === segment.id
        ? (['to'] as const)
        : (['from'] as const)
  return (
    <li data-selected={selected ? '' : undefined}>
      <AuthorDot color={author?.color ?? 'gray'} kind={author?.kind ?? 'human'} />
      <span className="grow">
        {ends.map((end) => (
          <button
            key={end}
            type="button"
            className="link-end"
            title={`${author?.name ?? ''}: go there`}
            onClick={() => jumpToEnd(link, end)}
          >
            <CornerDownRight size={12} aria-hidden="true" />
            <span className="faint">{nameOf(link, end)}</span>
            <bdi className="truncate">{wordsOf(link, end)}</bdi>
          </button>
        ))}
        {!selected && (link.label ?? link.comment) !== undefined && (
          <span className="link-said truncate" title={link.comment}>
            {[link.label, link.comment].filter(Boolean).join(': ')}
          </span>
        )}
      </span>
      <IconButton
        label={selected ? 'Let the link go' : 'Select the link'}
        size="small"
        pressed={selected}
        onClick={() => selectLink(selected ? undefined : link.id)}
      >
        <Link2 size={13} />
      </IconButton>
      {mayChange(link) && (
        <IconButton label="Delete link" size="small" onClick={() => void deleteLink(link.id)}>
          <Trash2 size={13} />
        </IconButton>
      )}
    </li>
  )
}

const nameOf = ({ kind, fromId, toId }: Relation, end: 'from' | 'to'): string => {
  if (fromId === toId)
    return kind === 'cause' ? 'Caused by itself' : `${linkKindName(kind, fromId)} of itself`
  const name = linkKindName(kind, fromId)
  if (end === 'to') return name
  return kind === 'cause' ? `${name} of` : `${name}, by`
}

const hasWords = ({ fromId, toId }: Relation): boolean =>
  [fromId, toId].some((id) => (segmentOf(selection().recordingId, id)?.text ?? '') !== '')

/** Words of an end, only those that are meant where some are; else its label and its time. */
function wordsOf(link: Relation, end: 'from' | 'to'): string {
  const segment = segmentOf(selection().recordingId, link[`${end}Id`])
  if (!segment) return 'a segment of another recording'
  const span = link[`${end}Span`]
  const text = span ? [...(segment.text ?? '')].slice(span.from, span.to).join('') : segment.text
  if (text) return `“${text}”`
  const track = trackOf(segment.trackId)
  const label = labelOf(schemeOf(track?.schemeId), segment.label, track?.attributeId)?.name
  return `${label ?? 'not labelled'} at ${placeText(selection().recordingId, segment.start)}`
}
