import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { patternFlags } from '../../../shared/search/search-segments'
import { undo, apply } from '../../session/edit'
import { findChoice, search, useFindFocus, useFindResults } from '../../session/find/find-state'
import { whyUnreadable } from '../../session/find/match-pattern'
import { planReplacing, replaceCommands } from '../../session/find/replace-found'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { plural } from '../../ui/format'
import { TextInput } from '../../ui/text-field'
import { setPlan, usePlan } from './plan'

/** What the found words and comments become: previewed in the list, done as one edit. */
export function ReplaceRow(): ReactNode {
  const { query, replacement } = findChoice.use()
  const { found, busy } = useFindResults()
  const plan = usePlan()
  const [working, setWorking] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const { wish, field } = useFindFocus()
  useEffect(() => {
    if (wish > 0 && field === 'replace') input.current?.focus()
  }, [wish, field])
  useEffect(() => setPlan(undefined), [query, replacement, found])
  const can =
    query.text !== '' &&
    query.fields.some((each) => each !== 'label') &&
    !(query.regex && whyUnreadable(query.text, patternFlags(query)) !== undefined)
  const preview = async (): Promise<void> => {
    setWorking(true)
    const answer = await planReplacing(query, replacement, found, new AbortController().signal)
    setWorking(false)
    if (!answer.ok) return toast(answer.error.message, { tone: 'bad', hint: answer.error.hint })
    setPlan(answer.value)
    if (answer.value.replacements.length === 0)
      toast('Nothing would change.', {
        hint:
          answer.value.kept > 0
            ? `${plural(answer.value.kept, 'segment')} belong to somebody else, so their words stay.`
            : 'The text stands in labels only, or is the same after replacing. “Change all” gives another label.'
      })
  }
  const replace = async (): Promise<void> => {
    if (!plan || plan.replacements.length === 0) return
    setWorking(true)
    const done = await apply(replaceCommands(plan))
    setWorking(false)
    if (!done) return
    toast(`${plural(plan.replacements.length, 'text')} replaced.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void undo() }
    })
    setPlan(undefined)
    void search()
  }
  const count = plan?.replacements.length ?? 0
  return (
    <div className="finder-row finder-replace">
      <TextInput
        ref={input}
        aria-label="Replace by"
        placeholder={
          query.regex ? 'Replace words and comments by, $1 for a group' : 'Replace words and comments by'
        }
        className={query.regex ? 'mono' : undefined}
        value={replacement}
        onChange={(event) => findChoice.choose({ replacement: event.target.value })}
        onKeyDown={(event) => event.key === 'Enter' && can && void preview()}
      />
      {count > 0 ? (
        <>
          <Button size="small" onClick={() => setPlan(undefined)}>
            Back
          </Button>
          <Button size="small" tone="primary" disabled={working} onClick={() => void replace()}>
            Replace {plural(count, 'text')}
          </Button>
        </>
      ) : (
        <Button
          size="small"
          disabled={!can || busy || working || found.length === 0}
          onClick={() => void preview()}
        >
          Preview replacing
        </Button>
      )}
    </div>
  )
}
