import { CaseSensitive, Regex, SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { TextField } from '../../../shared/search/segment-query'
import { ask, findChoice, useFindFocus } from '../../session/find/find-state'
import { Badge } from '../../ui/chip'
import { IconButton } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Tabs } from '../../ui/tabs'
import { TextInput } from '../../ui/text-field'
import { conditionCount } from './condition-count'
import { MoreConditions } from './more-conditions'

const FIELDS: readonly { readonly id: TextField; readonly title: string }[] = [
  { id: 'text', title: 'Words' },
  { id: 'label', title: 'Label' },
  { id: 'comment', title: 'Comment' }
]

/** The text that is looked for, where, and the further conditions. */
export function Conditions(): ReactNode {
  const { query, scope } = findChoice.use()
  const [open, setOpen] = useState(() => conditionCount(query) > 0)
  const input = useRef<HTMLInputElement>(null)
  const { wish, field } = useFindFocus()
  useEffect(() => {
    if (wish === 0 || field !== 'find') return
    input.current?.focus()
    input.current?.select()
  }, [wish, field])
  const count = conditionCount(query)
  const toggle = (id: TextField, on: boolean): void =>
    ask({
      fields: FIELDS.map((each) => each.id).filter((each) => (each === id ? on : query.fields.includes(each)))
    })
  return (
    <div className="finder-conditions" role="search">
      <div className="finder-row">
        <TextInput
          ref={input}
          aria-label="Find"
          placeholder={
            query.regex ? 'Regular expression, or empty for any text' : 'Text, or empty for any text'
          }
          className={query.regex ? 'mono' : undefined}
          value={query.text}
          onChange={(event) => ask({ text: event.target.value })}
        />
        <IconButton
          label="Match capitals"
          size="small"
          pressed={query.caseSensitive}
          onClick={() => ask({ caseSensitive: !query.caseSensitive })}
        >
          <CaseSensitive size={16} />
        </IconButton>
        <IconButton
          label="Regular expression"
          size="small"
          pressed={query.regex}
          onClick={() => ask({ regex: !query.regex })}
        >
          <Regex size={14} />
        </IconButton>
        <IconButton
          label="More conditions"
          size="small"
          pressed={open}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <SlidersHorizontal size={14} />
        </IconButton>
        {count > 0 && <Badge title="Conditions set">{count}</Badge>}
        <Tabs
          label="Where to look"
          value={scope}
          options={[
            { id: 'open', title: 'This recording' },
            { id: 'all', title: 'All recordings' }
          ]}
          onChange={(to) => findChoice.choose({ scope: to })}
        />
      </div>
      <div className="finder-row finder-fields" role="group" aria-label="Text is looked for in">
        <span className="muted">In</span>
        {FIELDS.map(({ id, title }) => (
          <Checkbox key={id} checked={query.fields.includes(id)} onChange={(on) => toggle(id, on)}>
            {title}
          </Checkbox>
        ))}
      </div>
      {open && <MoreConditions />}
    </div>
  )
}
