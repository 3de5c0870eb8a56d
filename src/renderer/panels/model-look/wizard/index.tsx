import type { ReactNode } from 'react'
import { useEffect, useMemo, useState } from 'react'
import type { DraftModel } from '../../../../shared/contract/model-look'
import { draftFaults, type DraftPage } from '../../../../shared/model-wizard/draft-faults'
import { draftManifest } from '../../../../shared/model-wizard/draft-manifest'
import type { ModelDraft } from '../../../../shared/model-wizard/model-draft'
import type { OnnxFacts } from '../../../../shared/model-wizard/onnx-facts'
import { closeDialog } from '../../../session/dialogs'
import { keepModel } from '../../../session/keep-model'
import { lookThrough, stopLooking, type LookOutcome } from '../../../session/look'
import { draftOf, rememberDraft } from '../../../session/model-drafts'
import { useModels } from '../../../session/models'
import { momentMeant } from '../../../session/why'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Tabs } from '../../../ui/tabs'
import { AnswersPage } from './answers-page'
import { CardPage } from './card-page'
import { LooksAtPage } from './looks-at-page'
import { PreparationPage } from './preparation-page'
import { TryPage, type Moment } from './try-page'
import { WizardSide, type Side } from './wizard-side'
import './wizard.css'

const PAGES: readonly { readonly id: DraftPage; readonly title: string }[] = [
  { id: 'looks-at', title: '1 Input' },
  { id: 'preparation', title: '2 Preparation' },
  { id: 'answers', title: '3 Answers' },
  { id: 'card', title: '4 Card' },
  { id: 'try', title: '5 Try' }
]

/** Ask what the inputs and outputs of an ONNX file mean, try the answers on a moment, and keep it as a model. */
export default function ModelWizard({ facts }: { readonly facts: OnnxFacts }): ReactNode {
  const [draft, answer] = useState(() => draftOf(facts))
  const setDraft = (next: ModelDraft): void => {
    answer(next)
    rememberDraft(facts, next)
  }
  const [page, setPage] = useState<DraftPage>('looks-at')
  const [side, setSide] = useState<Side>('manifest')
  const [moment, setMoment] = useState<Moment | undefined>(momentMeant)
  const [tried, setTried] = useState<{ readonly draft: ModelDraft; readonly outcome: LookOutcome }>()
  const [busy, setBusy] = useState<'trying' | 'keeping'>()
  const [keepsTest, setKeepsTest] = useState(false)
  const takenIds = useModels()?.map(({ id }) => id) ?? []
  const faults = draftFaults(draft, takenIds)
  const manifest = useMemo(() => draftManifest(draft), [draft])
  const model: DraftModel = {
    path: facts.path,
    manifest,
    places: draft.tokenizer === undefined ? {} : { tok: draft.tokenizer }
  }
  const at = PAGES.findIndex(({ id }) => id === page)
  const [before, next] = [PAGES[at - 1], PAGES[at + 1]]
  const canTest = tried?.draft === draft && tried.outcome.kind === 'look' && !tried.outcome.look.stopped

  const tryIt = async (): Promise<void> => {
    if (!moment) return
    setSide('tried')
    const missing = faults.find((fault) => fault.page === 'preparation')
    if (missing) {
      const problem = { message: missing.sentence, hint: 'Choose it on the page Preparation.' }
      return setTried({ draft, outcome: { kind: 'problem', problem } })
    }
    setBusy('trying')
    const outcome = await lookThrough({ ...moment, model: { kind: 'draft', ...model } })
    setTried(outcome && { draft, outcome })
    setBusy(undefined)
  }
  const keep = async (): Promise<void> => {
    setBusy('keeping')
    if (await keepModel(model, keepsTest && canTest ? moment : undefined)) rememberDraft(facts, undefined)
    else setBusy(undefined)
  }

  useEffect(() => stopLooking, [])

  return (
    <Dialog
      title={`Make a model of ${facts.path.replace(/^.*[\\/]/u, '')}`}
      widthPx={1360}
      onClose={closeDialog}
      foot={
        <>
          <span className="grow muted wizard-fault" role="status">
            {faults[0]?.sentence}
          </span>
          <Button disabled={!before} onClick={() => before && setPage(before.id)}>
            Back
          </Button>
          {next ? (
            <Button tone="primary" onClick={() => setPage(next.id)}>
              Next
            </Button>
          ) : (
            <Button
              tone="primary"
              disabled={faults.length > 0 || busy !== undefined}
              onClick={() => void keep()}
            >
              {busy === 'keeping' ? 'Keeping…' : 'Keep the model'}
            </Button>
          )}
        </>
      }
    >
      <div className="wizard">
        <form
          className="wizard-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (next) setPage(next.id)
          }}
        >
          <Tabs
            label="Steps of the wizard"
            value={page}
            options={PAGES.map(({ id, title }) => ({
              id,
              title: faults.some((fault) => fault.page === id) ? `${title} •` : title
            }))}
            onChange={setPage}
          />
          <div className="wizard-page" key={page}>
            {page === 'looks-at' && <LooksAtPage facts={facts} draft={draft} onChange={setDraft} />}
            {page === 'preparation' && <PreparationPage draft={draft} onChange={setDraft} />}
            {page === 'answers' && <AnswersPage draft={draft} onChange={setDraft} />}
            {page === 'card' && <CardPage draft={draft} onChange={setDraft} />}
            {page === 'try' && (
              <TryPage
                moment={moment}
                onMoment={setMoment}
                onTry={() => void tryIt()}
                trying={busy === 'trying'}
                keepsTest={keepsTest}
                onKeepsTest={setKeepsTest}
                canTest={canTest}
              />
            )}
            {/* Enter goes on. */}
            <button type="submit" hidden />
          </div>
        </form>
        <WizardSide
          side={side}
          onSide={setSide}
          manifest={manifest}
          outcome={tried?.outcome}
          stale={tried !== undefined && tried.draft !== draft}
          trying={busy === 'trying'}
        />
      </div>
    </Dialog>
  )
}
