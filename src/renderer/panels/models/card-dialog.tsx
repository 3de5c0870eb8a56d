import type { ReactNode } from 'react'
import { closeDialog, openDialog } from '../../session/dialogs'
import { useModels } from '../../session/models'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Prose } from '../../ui/prose'

/** What a model is for, what it was trained on and where it fails, in its maker's words. */
export default function CardDialog({ modelId }: { modelId: string }): ReactNode {
  const model = useModels()?.find((candidate) => candidate.id === modelId)
  return (
    <Dialog
      title={model ? model.name : 'Model card'}
      widthPx={680}
      onClose={closeDialog}
      foot={
        <Button
          tone="primary"
          disabled={!model || model.problem !== undefined}
          onClick={() => openDialog({ id: 'run-model', props: { modelId } })}
        >
          Run…
        </Button>
      }
    >
      {model && (
        <>
          <Prose text={model.card} />
          <dl className="card-facts selectable">
            <dt>Licence</dt>
            <dd>{model.licence}</dd>
            <dt>Manifest</dt>
            <dd className="mono">{model.manifestHash}</dd>
            <dt>Weights</dt>
            <dd className="mono">{model.weightsHash}</dd>
          </dl>
        </>
      )}
    </Dialog>
  )
}
