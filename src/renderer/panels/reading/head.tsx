import type { ReactNode } from 'react'
import { attributesFor, attributeTitle, pageChoice } from '../../session/pages/page-choice'
import { PanelHead } from '../../ui/panel-head'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import type { ReadingAttributes } from './use-marks'

/** What digits are about and which labels they mean. */
export function Head({ attributes }: { readonly attributes: ReadingAttributes }): ReactNode {
  const { level } = pageChoice.use()
  const of = level === 'marks' ? 'marks' : 'sentences'
  const chosen = attributes[of]
  const options = attributesFor(level === 'marks' ? 'marks' : 'whole')
  return (
    <PanelHead>
      <span className="grow" />
      <Tabs
        label="Digits label"
        value={level}
        options={[
          { id: 'marks', title: 'Words', hint: 'Digits mark the selected words' },
          { id: 'sentences', title: 'Sentences', hint: 'Digits label the sentence and go on to the next' },
          { id: 'document', title: 'Document', hint: 'Digits label the whole document' }
        ]}
        onChange={(next) => pageChoice.choose({ level: next })}
      />
      <Select
        label="Label with"
        size="small"
        value={chosen && `${chosen.schemeId}/${chosen.attributeId}`}
        placeholder={level === 'marks' ? 'No scheme marks text' : 'No scheme'}
        options={options.map((option) => ({ id: option.key, title: attributeTitle(option) }))}
        onChange={(key) => pageChoice.choose({ [of]: key })}
      />
    </PanelHead>
  )
}
