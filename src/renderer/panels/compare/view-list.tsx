import type { KeyboardEvent, ReactNode } from 'react'
import { chooseCompareView, compareViews } from '../../session/compare-views'
import type { CompareViewId } from '../../session/compare-views'
import { Select } from '../../ui/select'

const groups = [...new Set(compareViews.map(({ group }) => group))]

/** All views of Compare: a list beside them where there is room, a choice above them where there is not. */
export function ViewList({ view }: { readonly view: CompareViewId }): ReactNode {
  return (
    <nav className="compare-views" aria-label="Views of Compare">
      <div className="compare-views-list" onKeyDown={stepByArrow}>
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <h3 className="section-head">{group}</h3>
            {compareViews
              .filter((entry) => entry.group === group)
              .map(({ id, title, hint }) => (
                <button
                  key={id}
                  type="button"
                  className="compare-views-entry"
                  aria-current={id === view ? 'page' : undefined}
                  tabIndex={id === view ? 0 : -1}
                  title={hint}
                  onClick={() => chooseCompareView(id)}
                >
                  {title}
                </button>
              ))}
          </div>
        ))}
      </div>
      <div className="compare-views-choice">
        <Select
          label="View"
          size="small"
          value={view}
          options={compareViews.map(({ id, title, hint }) => ({ id, title, hint }))}
          onChange={(chosen) => {
            const entry = compareViews.find(({ id }) => id === chosen)
            if (entry) chooseCompareView(entry.id)
          }}
        />
      </div>
    </nav>
  )
}

/** Up and down go through the list, as in every list. */
function stepByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const entries = [...event.currentTarget.querySelectorAll('button')]
  const at = entries.findIndex((entry) => entry === document.activeElement)
  const next = entries[at + step]
  if (!next) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
  next.click()
}
