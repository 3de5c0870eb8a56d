import type { Relation } from '../../shared/domain/relation'
import { currentAuthorId } from './author'
import { newId, selectedSegments } from './desk-segments'
import { goTo } from './desk-navigate'
import { edit, tryOut } from './drafts'
import { command } from './edit'
import { startableKinds } from './link-kinds'
import { startProblem } from './link-targets'
import { authorOf, relationsOf, segmentOf } from './project'
import { select, selection, selectionStore } from './selection'
import { makeStore } from './store'
import { toast } from './toasts'

/** A stretch of words in code points; `to` is exclusive. */
export type WordsSpan = NonNullable<Relation['toSpan']>
/** An end of a link: what is explained, or what explains it. */
export type LinkEnd = 'from' | 'to'

/** The link that is being made, and the one that is selected; never stored. */
interface LinkState {
  /** The segment whose cause is looked for. */
  readonly from:
    { readonly segmentId: string; readonly span: WordsSpan | undefined; readonly kind: string } | undefined
  readonly selectedId: string | undefined
  /** End of the selected link whose words are being picked with keys. */
  readonly picking: LinkEnd | undefined
  /** Kind that was chosen last; the next link is of it, too. */
  readonly lastKind: string | undefined
}

const nothing = { from: undefined, selectedId: undefined, picking: undefined } as const
export const linkStore = makeStore<LinkState>({ ...nothing, lastKind: undefined })
export const useLinks = <T>(selector: (state: LinkState) => T): T => linkStore(selector)
/** The segment whose cause is looked for now. */
export const linkingFrom = (): string | undefined => linkStore.getState().from?.segmentId
export const selectedLinkId = (): string | undefined => linkStore.getState().selectedId

/** Words that are marked in the conversation, by the panel that shows them. */
let markedWords: (segmentId: string) => WordsSpan | undefined = () => undefined
export const readMarkedWords = (read: typeof markedWords): void => {
  markedWords = read
}

selectionStore.subscribe((now, before) => {
  if (now.recordingId !== before.recordingId) linkStore.setState(nothing)
  else if (now.segmentIds !== before.segmentIds)
    linkStore.setState({ selectedId: undefined, picking: undefined })
})

/** Look for the cause of the selected segment: the next click on a segment, or Enter on the selected one, makes the link. */
export function startLink(fromId: string | undefined = selectedSegments()[0]?.id): void {
  if (fromId === undefined)
    return toast('Select the segment or turn that has a cause first.', {
      hint: 'Then press the key and click on its cause.'
    })
  const kind = kindFrom(fromId)
  const refused = startProblem(segmentOf(selection().recordingId, fromId), kind)
  if (refused) return toast(refused.message, refused.hint === undefined ? {} : { hint: refused.hint })
  linkStore.setState({
    from: { segmentId: fromId, span: markedWords(fromId), kind },
    selectedId: undefined,
    picking: undefined
  })
}

/** Make the link under way, and those after it, of the next kind that the project's schemes know. */
export function nextLinkKind(): void {
  const { from } = linkStore.getState()
  if (!from) return
  const kinds = startableKinds(from.segmentId)
  const next = kinds[(kinds.findIndex(({ id }) => id === from.kind) + 1) % kinds.length]
  if (kinds.length < 2 || !next)
    return toast('Causes are the only links here.', {
      hint: 'A scheme with an attribute of links offers other kinds.'
    })
  linkStore.setState({ from: { ...from, kind: next.id }, lastKind: next.id })
}

/** The kind chosen last where it still exists, else the first of the segment's scheme, else a cause. */
function kindFrom(fromId: string): string {
  const kinds = startableKinds(fromId)
  const { lastKind } = linkStore.getState()
  return (kinds.find(({ id }) => id === lastKind) ?? kinds[0])?.id ?? 'cause'
}

/** Let the link go that was being made. */
export const cancelLink = (): void => linkStore.setState({ from: undefined })

/** Link the segment that was chosen to its cause, and select the link. A target that is not allowed leaves the choice open. */
export async function finishLink(toId: string, toSpan = markedWords(toId)): Promise<void> {
  const { from } = linkStore.getState()
  const { recordingId } = selection()
  if (!from || recordingId === undefined) return
  const call = command('relation-create', { kind: from.kind, fromId: from.segmentId, toId })
  const { problem } = tryOut(recordingId, [call])
  if (problem && TARGET_RULES.has(problem.code))
    return toast(problem.message, { hint: 'Choose another segment; Escape leaves the link.' })
  cancelLink()
  await makeLink(from.segmentId, toId, { fromSpan: from.span, toSpan }, from.kind)
}

const TARGET_RULES = new Set([
  'relation.to',
  'relation.self',
  'relation.later',
  'relation.label',
  'relation.unlabelled'
])

/** Make a link from a segment, for instance to its cause, by the current annotator. */
export async function makeLink(
  fromId: string,
  toId: string,
  spans: { readonly fromSpan?: WordsSpan; readonly toSpan?: WordsSpan } = {},
  kind = kindFrom(fromId)
): Promise<void> {
  const { recordingId } = selection()
  if (recordingId === undefined) return
  const id = newId()
  const made = await edit(recordingId, [command('relation-create', { id, kind, fromId, toId, ...spans })])
  if (made) linkStore.setState({ selectedId: id })
}

/** Select a link; segments stay selected as they are. */
export const selectLink = (id: string | undefined): void =>
  linkStore.setState({ selectedId: id, picking: undefined, from: undefined })

/** A link of the open recording. */
export const linkOf = (id: string | undefined): Relation | undefined =>
  relationsOf(selection().recordingId ?? '').find((link) => link.id === id)

export const selectedLink = (): Relation | undefined => linkOf(selectedLinkId())

/** Whether I may change a link: mine, or one of an import or a gold standard. */
export const mayChange = (link: Relation): boolean => {
  const kind = authorOf(link.authorId)?.kind
  return link.authorId === currentAuthorId() || kind === 'import' || kind === 'gold'
}

function changeable(id = selectedLinkId()): Relation | undefined {
  const link = linkOf(id)
  if (!link) toast('Select a link first: click on its arc, or on its line in the inspector.')
  else if (!mayChange(link))
    toast(`This link is ${authorOf(link.authorId)?.name ?? 'somebody else'}’s, so it stays.`)
  else return link
  return undefined
}

/** Delete the selected link, or the one named. */
export async function deleteLink(id?: string): Promise<void> {
  const { recordingId } = selection()
  const link = changeable(id)
  if (!link || recordingId === undefined) return
  if (await edit(recordingId, [command('relation-delete', { ids: [link.id] })])) selectLink(undefined)
}

/** Say which words of an end a link means; undefined: all of them. */
export async function setLinkWords(id: string, end: LinkEnd, span: WordsSpan | undefined): Promise<void> {
  const { recordingId } = selection()
  const link = changeable(id)
  if (!link || recordingId === undefined) return
  await edit(recordingId, [command('relation-set', { ids: [id], patch: { [`${end}Span`]: span ?? null } })])
}

/** Say what a link means: its kind, a label in a person's own words, a comment. null takes one away. */
export async function describeLink(
  id: string,
  patch: { readonly kind?: string; readonly label?: string | null; readonly comment?: string | null }
): Promise<void> {
  const { recordingId } = selection()
  const link = changeable(id)
  if (!link || recordingId === undefined) return
  if (patch.kind !== undefined) linkStore.setState({ lastKind: patch.kind })
  await edit(recordingId, [command('relation-set', { ids: [id], patch })])
}

/** Pick the words of the selected link's cause with keys; again: of what it explains. */
export function pickWords(): void {
  const link = changeable()
  if (!link) return
  const { picking } = linkStore.getState()
  const order: readonly LinkEnd[] = picking === 'to' ? ['from'] : ['to', 'from']
  const end = order.find((each) => (segmentOf(selection().recordingId, link[`${each}Id`])?.text ?? '') !== '')
  if (!end) return toast('There are no words at the ends of this link.')
  jumpToEnd(link, end)
  linkStore.setState({ picking: end })
}

export const stopPicking = (): void => linkStore.setState({ picking: undefined })

/** Select an end of a link and go there; the link stays selected. */
export function jumpToEnd(link: Relation, end: LinkEnd): void {
  const segment = segmentOf(selection().recordingId, link[`${end}Id`])
  if (!segment) return
  select({ trackId: segment.trackId, segmentIds: [segment.id], range: undefined })
  goTo(segment.start)
  linkStore.setState({ selectedId: link.id })
}
