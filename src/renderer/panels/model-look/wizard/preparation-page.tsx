import type { ReactNode } from 'react'
import { needsTokenizer } from '../../../../shared/model-wizard/draft-manifest'
import type { InputUse } from '../../../../shared/model-wizard/model-draft'
import type { PageProps } from './page-props'
import { PictureQuestions } from './picture-questions'
import { SignalQuestions } from './signal-questions'
import { SoundQuestions } from './sound-questions'
import { WordQuestions } from './word-questions'

/** How what is looked at is brought to what the network was trained with. */
export function PreparationPage(props: PageProps): ReactNode {
  const { inputs } = props.draft
  const has = (...kinds: readonly InputUse['kind'][]): boolean =>
    inputs.some(({ use }) => kinds.includes(use.kind))
  return (
    <>
      <p className="muted">
        Take these from the program or paper that the model comes from: with other values it still answers,
        only wrongly.
      </p>
      {has('picture') && <PictureQuestions {...props} />}
      {has('waveform', 'mel') && <SoundQuestions {...props} spectrum={has('mel')} />}
      {needsTokenizer(props.draft) && <WordQuestions {...props} />}
      {has('channels') && <SignalQuestions {...props} />}
    </>
  )
}
