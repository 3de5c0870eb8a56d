import type { ModelDraft } from '../../../../shared/model-wizard/model-draft'

/** What a page of questions is given. */
export interface PageProps {
  readonly draft: ModelDraft
  readonly onChange: (draft: ModelDraft) => void
}
