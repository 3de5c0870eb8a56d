import { ContextMenu as RadixContext, DropdownMenu as RadixMenu } from 'radix-ui'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Kbd } from './kbd'

/** One line of a menu: something to do, a heading, or a line between groups. */
export type MenuItem =
  | {
      readonly kind?: 'item'
      readonly title: ReactNode
      readonly run: () => void
      readonly icon?: ReactNode
      readonly keys?: string
      readonly disabled?: boolean
      readonly checked?: boolean
      readonly tone?: 'bad'
    }
  | { readonly kind: 'head'; readonly title: string }
  | { readonly kind: 'line' }

/** A menu that opens under its button. `items` is asked for when it opens. */
export function Menu({
  items,
  align = 'start',
  children
}: {
  items: () => readonly MenuItem[]
  align?: 'start' | 'end'
  children: ReactNode
}): ReactNode {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{children}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content className="menu" sideOffset={4} collisionPadding={8} align={align}>
          <Lines items={items} Item={RadixMenu.Item} />
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  )
}

/** A menu on the secondary button, the menu key and Shift+F10. */
export function ContextMenu({
  items,
  children
}: {
  items: () => readonly MenuItem[]
  children: ReactNode
}): ReactNode {
  return (
    <RadixContext.Root modal={false}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content className="menu" collisionPadding={8}>
          <Lines items={items} Item={RadixContext.Item} />
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  )
}

type ItemPart = typeof RadixMenu.Item | typeof RadixContext.Item

function Lines({ items, Item }: { items: () => readonly MenuItem[]; Item: ItemPart }): ReactNode {
  const lines = items()
  const checkable = lines.some((line) => 'checked' in line && line.checked !== undefined)
  return lines.map((line, index) => {
    if (line.kind === 'line') return <div key={index} role="separator" className="menu-line" />
    if (line.kind === 'head')
      return (
        <div key={index} className="menu-head">
          {line.title}
        </div>
      )
    return (
      <Item
        key={index}
        className="menu-item"
        disabled={line.disabled ?? false}
        data-tone={line.tone}
        onSelect={line.run}
      >
        {checkable && <Check size={14} style={{ visibility: line.checked ? 'visible' : 'hidden' }} />}
        {line.icon}
        <span className="grow truncate">{line.title}</span>
        {line.keys && <Kbd>{line.keys}</Kbd>}
      </Item>
    )
  })
}
