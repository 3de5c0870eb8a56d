import type { ReactNode } from 'react'
import { useState } from 'react'
import { matchedPersonConvention, unitConvention } from '../../../shared/agreement/units'
import { Conventions, ConventionSlider, PersonsApart } from '../../ui/conventions'
import { Select } from '../../ui/select'
import { chooseAnswers, type AnswerQuestion } from './answer-choice'
import { WhoAndWhere } from './who-and-where'

/** Whose answers, to what, and by which convention. */
export function AnswerToolbar({
  choice,
  all,
  answered,
  entries,
  chosen,
  kind
}: AnswerQuestion & { readonly kind: ReactNode }): ReactNode {
  const [least, setLeast] = useState<number>()
  const percent = Math.round(choice.minOverlap * 100)
  return (
    <div className="report-bar" role="group" aria-label="What is looked at">
      {kind}
      <WhoAndWhere
        entries={entries}
        chosen={chosen}
        recordingIds={choice.recordingIds}
        onChoose={chooseAnswers}
      />
      <Select
        label="What was answered"
        size="small"
        value={answered?.key}
        options={all.map(({ key, title }) => ({ id: key, title }))}
        onChange={(attribute) => chooseAnswers({ attribute, measureId: undefined })}
      />
      <Conventions
        label="Convention of agreement"
        widthPx={380}
        changed={choice.minOverlap !== 0.5 || choice.ignorePersons}
        title="Convention"
      >
        <p className="muted selectable">{unitConvention('segments', (least ?? percent) / 100)}</p>
        <ConventionSlider
          title="Least overlap"
          label="Least overlap of matched segments in percent"
          value={percent}
          unit="%"
          min={5}
          max={100}
          step={5}
          onDrag={setLeast}
          onChange={(value) => {
            setLeast(undefined)
            chooseAnswers({ minOverlap: value / 100 })
          }}
        />
        <PersonsApart
          ignored={choice.ignorePersons}
          hint={matchedPersonConvention}
          onChange={(ignorePersons) => chooseAnswers({ ignorePersons })}
        />
      </Conventions>
    </div>
  )
}
