import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import type { MenuItem } from './menu'
import { Menu } from './menu'
import type { TextTable } from './text-table'
import { asCsv, asLatex, asMarkdown } from './text-table'

/** Everything of a report that can be copied. */
export const CopyMenu = ({ items }: { items: () => readonly MenuItem[] }): ReactNode => (
  <Menu items={items} align="end">
    <Button size="small" tone="quiet" aria-label="Copy tables and numbers" title="Copy tables and numbers">
      <Copy size={13} />
    </Button>
  </Menu>
)

/** Lines of the menu for one table, made when it is copied. */
export const tableItems = (
  title: string,
  table: () => TextTable,
  copy: (text: string) => void
): readonly MenuItem[] => [
  { kind: 'head', title },
  { title: 'Copy as CSV', run: () => copy(asCsv(table())) },
  { title: 'Copy as Markdown', run: () => copy(asMarkdown(table())) },
  { title: 'Copy as LaTeX', run: () => copy(asLatex(table())) }
]
