import type { ComponentProps, ReactNode } from 'react'
import { AuthorOption, labelledText } from './author-option'
import { Button } from './button'
import { Checkbox } from './checkbox'
import { plural } from './format'
import { Popover } from './popover'

interface AuthorsChoiceProps {
  readonly className?: string
  readonly entries: readonly {
    readonly author: ComponentProps<typeof AuthorOption>['author'] & { readonly id: string }
    readonly labelled: number
    readonly recordings: number
  }[]
  readonly chosen: readonly string[]
  /** Ids in the order of the entries; none: all people. */
  readonly onChoose: (authorIds: readonly string[]) => void
}

/** Everybody with labels, ticked or not; at least two stay ticked. */
export function AuthorsChoice({ className, entries, chosen, onChoose }: AuthorsChoiceProps): ReactNode {
  const on = new Set(chosen)
  const names = entries.filter(({ author }) => on.has(author.id)).map(({ author }) => author.name)
  const toggle = (id: string, add: boolean): void =>
    onChoose(entries.map(({ author }) => author.id).filter((each) => (each === id ? add : on.has(each))))
  return (
    <Popover
      label="Annotators that take part"
      widthPx={300}
      trigger={
        <Button size="small" className={className} title={names.join(', ')}>
          <span className="truncate">
            {names.length === 2 ? names.join(', ') : plural(names.length, 'annotator')}
          </span>
        </Button>
      }
    >
      <div className="choices">
        {entries.map(({ author, labelled, recordings }) => (
          <Checkbox
            key={author.id}
            checked={on.has(author.id)}
            disabled={labelled === 0 || (on.has(author.id) && on.size <= 2)}
            onChange={(add) => toggle(author.id, add)}
          >
            <AuthorOption author={author}>
              <span className="faint">{labelledText(labelled, recordings)}</span>
            </AuthorOption>
          </Checkbox>
        ))}
        <div className="choices-tools">
          <Button size="small" tone="quiet" onClick={() => onChoose([])}>
            All people
          </Button>
        </div>
      </div>
    </Popover>
  )
}
