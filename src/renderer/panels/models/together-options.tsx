import type { ReactNode } from 'react'
import type { ModelInfo } from '../../../shared/domain/model'
import { membersOf } from '../../../shared/fusion/manifest-fusion'
import { closeDialog } from '../../session/dialogs'
import { showPanelIn } from '../../session/layout'
import { useModels } from '../../session/models'
import { Button } from '../../ui/button'

/** Of what a model is put together; there is nothing else to choose. */
export function TogetherOptions({ together }: { together: NonNullable<ModelInfo['together']> }): ReactNode {
  const models = useModels()
  return (
    <div className="field" style={{ gap: 10 }}>
      <span className="field-label">Put together from</span>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {membersOf(together).map((id) => (
          <li key={id}>{models?.find((model) => model.id === id)?.name ?? id}</li>
        ))}
      </ul>
      <div className="hint">
        Those that have not answered about a recording yet are run on it first, as their manifests say.
      </div>
      {together.kind === 'fusion' && (
        <div>
          <Button
            size="small"
            onClick={() => {
              closeDialog()
              showPanelIn('compare', 'fusion')
            }}
          >
            Weigh them yourself
          </Button>
        </div>
      )}
    </div>
  )
}
