import { Flag, Link2, MessageSquare, MoveRight } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import type { TurnErrors } from '../../../shared/conversation/layer-errors'
import { wordDiff } from '../../../shared/conversation/word-diff'
import type { WordRules } from '../../../shared/conversation/word-diff'
import { shownPerspective } from '../../../shared/domain/perspective'
import type { Relation } from '../../../shared/domain/relation'
import { finishLink, linkingFrom, mayChange, selectedLink, setLinkWords, useLinks } from '../../session/links'
import { useConversation } from '../../session/conversation'
import { chooseTurn } from '../../session/turn-edits'
import { LabelChip } from '../../ui/chip'
import { classNames } from '../../ui/class-names'
import { markedWords } from './marked-words'
import { Speaker } from './speaker'
import { unitsAt } from './text-pieces'
import type { Mark } from './text-pieces'
import { TurnEditor } from './turn-editor'
import { DiffText, TurnText } from './turn-text'
import type { Turn, TurnLabel } from './use-turns'
import { WordPicker } from './word-picker'

interface TurnRowProps {
  readonly turn: Turn
  readonly index: number
  readonly names: readonly string[]
  readonly active: boolean
  readonly selected: boolean
  readonly context: boolean
  readonly target: boolean
  /** The link under way may not lead here. */
  readonly barred: boolean
  readonly hits: readonly Mark[]
  readonly errors: TurnErrors | undefined
  readonly compare: 'diff' | 'beside'
  readonly rules: WordRules
  readonly shifts: boolean
  readonly link: Relation | undefined
  /** A press on the handle begins a link. */
  readonly onDragLink: (event: React.PointerEvent) => void
  /** Focus goes back to the list. */
  readonly onClose: () => void
}

/** One turn: who, what was said, and what it was labelled. */
export function TurnRow(props: TurnRowProps): ReactNode {
  const { turn, names, active, selected, context, target, errors, shifts } = props
  const { segment } = turn
  const choose = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, input, textarea, .cv-editor')) return
    const words = markedWords(segment.id)
    if (linkingFrom() !== undefined) return void finishLink(segment.id, words)
    const link = selectedLink()
    const end = link?.toId === segment.id ? 'to' : link?.fromId === segment.id ? 'from' : undefined
    if (link && end && words && mayChange(link)) return void setLinkWords(link.id, end, words)
    // Words are being marked, so that a link can be made from them: choosing would lose them.
    if (words) return
    chooseTurn(segment)
  }
  return (
    <div
      role="presentation"
      className={classNames(
        'cv-turn',
        active && 'is-active',
        selected && 'is-selected',
        context && 'is-context',
        target && 'is-target',
        props.barred && 'is-barred',
        segment.unscored && 'is-unscored'
      )}
      onClick={choose}
    >
      <span role="gridcell" className="cv-who">
        <button
          type="button"
          className="cv-handle"
          aria-label="Drag to the cause"
          title="Drag to the turn that caused this"
          tabIndex={-1}
          onPointerDown={props.onDragLink}
        >
          <Link2 size={12} />
        </button>
        <Speaker turn={turn} names={names} onClose={props.onClose} />
      </span>
      <span role="gridcell" className="cv-words">
        <Words {...props} />
        {segment.comment !== undefined && (
          <span className="cv-note" dir="auto">
            <MessageSquare size={11} aria-label="Comment" /> {segment.comment}
          </span>
        )}
      </span>
      <span role="gridcell" className="cv-says">
        {errors && <Wer errors={errors} />}
        {segment.flagged && <Flag size={12} aria-label="Flagged" className="cv-flag" />}
        {shifts && turn.shift && (
          <span className="cv-shift" title={`${turn.speaker}: ${turn.shift.name} before`}>
            <u aria-hidden="true">{turn.shift.letter}</u>
            <MoveRight size={11} aria-label={`Changed from ${turn.shift.name}`} />
          </span>
        )}
        {turn.said ? <Said said={turn.said} /> : <kbd className="kbd">label</kbd>}
        {turn.others.map((said) => (
          <Said key={said.author.id} said={said} named />
        ))}
      </span>
    </div>
  )
}

function Words({ turn, errors, compare, rules, hits, link, onClose }: TurnRowProps): ReactNode {
  const { id, text = '' } = turn.segment
  const editing = useConversation((state) => state.editing === id)
  const end = useLinks(({ picking, selectedId }) =>
    picking !== undefined && selectedId !== undefined && link?.[`${picking}Id`] === id ? picking : undefined
  )
  if (editing) return <TurnEditor turn={turn.segment} onClose={onClose} />
  if (end && link)
    return (
      <WordPicker
        key={end}
        linkId={link.id}
        end={end}
        segmentId={id}
        text={text}
        span={link[`${end}Span`]}
        onClose={onClose}
      />
    )
  const plain = <TurnText id={id} text={text} marks={[...hits, ...linkMarks(link, id, text)]} />
  if (!errors) return plain
  if (compare === 'beside')
    return (
      <span className="cv-beside">
        {plain}
        <span className="cv-text" dir="auto">
          {errors.other === '' ? <span className="faint">nothing heard</span> : errors.other}
        </span>
      </span>
    )
  return <DiffText parts={wordDiff(text, errors.other, rules)} />
}

/** The words that the selected link means. */
function linkMarks(link: Relation | undefined, id: string, text: string): readonly Mark[] {
  const mark = (kind: 'from' | 'to'): readonly Mark[] => {
    const span = link?.[`${kind}Id`] === id ? link[`${kind}Span`] : undefined
    return span ? [{ from: unitsAt(text, span.from), to: unitsAt(text, span.to), kind }] : []
  }
  return [...mark('from'), ...mark('to')]
}

/** A label with whose view it is, where that is not the usual outside one. */
function Said({ said, named = false }: { said: TurnLabel; named?: boolean }): ReactNode {
  const view = shownPerspective(said.author)
  return (
    <span
      className="cv-said"
      title={`${said.label.name}: ${said.author.name}, as ${said.author.perspective}`}
    >
      <LabelChip label={said.label} origin={said.author.kind === 'model' ? 'model' : 'human'} />
      {(named || view !== undefined) && (
        <span className="cv-view">
          {[named ? said.author.name : undefined, view && `(${view})`].filter(Boolean).join(' ')}
        </span>
      )}
    </span>
  )
}

const Wer = ({ errors }: { errors: TurnErrors }): ReactNode =>
  errors.counts === null ? (
    <span className="cv-wer faint">not scored</span>
  ) : (
    <span
      className="cv-wer mono"
      title={`${errors.counts.substitutions} substituted, ${errors.counts.deletions} missing, ${errors.counts.insertions} added of ${errors.counts.reference} words`}
    >
      {errors.wer === null ? '–' : errors.wer.toFixed(2)}
    </span>
  )
