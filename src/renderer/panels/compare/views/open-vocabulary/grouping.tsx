import { Pencil, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import type { OpenWordsAnswer } from '../../../../../shared/contract/open-vocabulary'
import { perform } from '../../../../session/actions'
import { openDialog } from '../../../../session/dialogs'
import { Button } from '../../../../ui/button'
import { formatCount, plural } from '../../../../ui/format'
import { importTables } from './import-tables'

/** What groups the words: tables of the scheme, which can be edited there or taken in from files. */
export function Grouping({ answer }: { readonly answer: OpenWordsAnswer }): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  const { wheels, words, synonyms, forms } = answer.tables
  return (
    <div className="open-words-tables" role="group" aria-label="Grouping tables">
      <span className="muted">
        {answer.builtIn
          ? `The scheme has no wheel: ${formatCount(words)} common English words group the answers.`
          : `${plural(wheels, 'wheel')} with ${plural(words, 'word')}.`}{' '}
        {plural(synonyms, 'synonym')}, {plural(forms, 'form')} of words.
      </span>
      <Button size="small" onClick={() => input.current?.click()}>
        <Upload size={13} /> Import tables…
      </Button>
      <Button
        size="small"
        tone="quiet"
        onClick={() => openDialog({ id: 'scheme', props: { schemeId: answer.schemeId } })}
      >
        <Pencil size={13} /> Edit in the scheme…
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".csv,.tsv,.txt,.xlsx"
        aria-label="Files with grouping tables"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          currentTarget.value = ''
          perform(() => importTables(answer.schemeId, answer.attributeId, files))
        }}
      />
    </div>
  )
}
