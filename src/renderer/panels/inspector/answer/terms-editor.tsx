import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId, useMemo, useState } from 'react'
import { groupOfTerm, offerTerms, synonymsOf } from '../../../../shared/values/open-terms'
import { toggleTerm } from '../../../../shared/values/edit-value'
import { useProject } from '../../../session/project'
import { countTerms, usedTerms } from '../../../session/used-terms'
import { colorVar } from '../../../ui/chip'
import { groupColor } from './group-color'
import type { EditorProps } from './editor-props'

/** Free words: written with suggestions from the scheme and from what was used before, each with its group. */
export function TermsEditor(props: EditorProps): ReactNode {
  const { task, value, disabled, trackId, onChange } = props
  const terms = value?.kind === 'terms' ? value.terms : []
  const segments = useProject((state) => state.segments)
  // Counted again when segments change; nothing else of the project matters.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const used = useMemo(() => countTerms(trackId, task), [trackId, task, segments])
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const quick = useMemo(() => usedTerms(trackId, task), [trackId, task, segments])
  return (
    <>
      <ul className="terms" aria-label="Words">
        {terms.map((term) => {
          const group = groupOfTerm(task.vocabulary, term)
          const synonyms = synonymsOf(task.vocabulary, term)
          return (
            <li key={term}>
              <span
                className="chip"
                style={colorVar(groupColor(group))}
                title={synonyms.length > 0 ? `Counts as the same: ${synonyms.join(', ')}` : undefined}
              >
                <span className="truncate">{term}</span>
                <span className="faint">{group ?? 'no group'}</span>
                <button
                  type="button"
                  aria-label={`Take “${term}” away`}
                  disabled={disabled}
                  onClick={() => onChange(toggleTerm(task, value, term))}
                >
                  <X size={11} />
                </button>
              </span>
            </li>
          )
        })}
      </ul>
      <TermInput {...props} used={used} />
      {quick.length > 0 && (
        <div className="label-picker terms-quick" role="group" aria-label="Words by digit">
          {quick.map((word, index) => (
            <button
              key={word}
              type="button"
              className="chip"
              style={colorVar(groupColor(groupOfTerm(task.vocabulary, word)))}
              disabled={disabled}
              aria-pressed={terms.includes(word)}
              title={`Key ${index + 1}`}
              onClick={() => onChange(toggleTerm(task, value, word))}
            >
              <u aria-hidden="true">{index + 1}</u>
              {word}
            </button>
          ))}
        </div>
      )}
    </>
  )
}

/** One word at a time: arrows choose among what is offered, Enter takes it, a comma goes on to the next. */
function TermInput({
  task,
  value,
  disabled,
  used,
  onChange
}: EditorProps & { readonly used: ReadonlyMap<string, number> }): ReactNode {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(-1)
  const [open, setOpen] = useState(false)
  const offers = open && typed.trim() !== '' ? offerTerms(task.vocabulary, used, typed) : []
  const take = (term: string): void => {
    setTyped('')
    setActive(-1)
    if (term.trim() !== '') onChange(toggleTerm(task, value, term))
  }
  const keyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && offers.length > 0) {
      event.preventDefault()
      setActive((active + step + offers.length) % offers.length)
    } else if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      take(offers[active]?.term ?? typed)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      if (typed === '') event.currentTarget.blur()
      setTyped('')
      setActive(-1)
    }
  }
  return (
    <div className="term-input">
      <input
        type="text"
        className="input"
        data-size="small"
        data-answer-field
        role="combobox"
        aria-label="A word for it"
        aria-expanded={offers.length > 0}
        aria-controls={id}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        placeholder="A word for it, then Enter"
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        value={typed}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setActive(-1)
        }}
        onKeyDown={keyDown}
      />
      {offers.length > 0 && (
        <ul id={id} role="listbox" aria-label="Words to choose" className="term-offers">
          {offers.map((offer, index) => (
            <li
              key={offer.term}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => {
                event.preventDefault()
                take(offer.term)
              }}
            >
              <i className="dot" style={colorVar(groupColor(offer.group))} />
              <span className="grow truncate">{offer.term}</span>
              <span className="faint">
                {[offer.group, offer.count > 0 ? `${offer.count} times` : ''].filter(Boolean).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
