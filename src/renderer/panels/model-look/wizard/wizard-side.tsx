import type { ReactNode } from 'react'
import type { LookOutcome } from '../../../session/look'
import { Tabs } from '../../../ui/tabs'
import { LookView } from '../look-view'

export type Side = 'manifest' | 'tried'

interface WizardSideProps {
  readonly side: Side
  readonly onSide: (side: Side) => void
  readonly manifest: Record<string, unknown>
  readonly outcome: LookOutcome | undefined
  /** Answers have changed since it was tried. */
  readonly stale: boolean
  readonly trying: boolean
}

/** Beside the questions: the manifest that the answers make, and what came of it on a moment. */
export function WizardSide({ side, onSide, manifest, outcome, stale, trying }: WizardSideProps): ReactNode {
  return (
    <div className="wizard-side">
      <Tabs
        label="Beside the questions"
        value={side}
        options={[
          { id: 'manifest', title: 'Manifest' },
          { id: 'tried', title: 'Tried on the moment' }
        ]}
        onChange={onSide}
      />
      {side === 'manifest' ? (
        <pre className="wizard-manifest mono selectable" role="region" aria-label="Manifest" tabIndex={0}>
          {JSON.stringify(manifest, undefined, 2)}
        </pre>
      ) : (
        <div className="wizard-tried" aria-busy={trying}>
          {trying && <p className="muted">Trying…</p>}
          {!trying && !outcome && (
            <p className="muted">
              Go to “Try”: every step between a moment of your recording and the answer is shown here.
            </p>
          )}
          {stale && <p className="wizard-stale">You have changed answers since; try it again.</p>}
          {outcome?.kind === 'problem' && (
            <p role="alert">
              {outcome.problem.message} {outcome.problem.hint}
            </p>
          )}
          {outcome?.kind === 'look' && <LookView look={outcome.look} />}
        </div>
      )}
    </div>
  )
}
