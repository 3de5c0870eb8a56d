import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { variantKey, variantName } from '../../../../../shared/variants/run-variant'
import { useSelection } from '../../../../session/selection'
import type { RanVariant } from '../../../../session/variants'
import { useVariantTexts } from './use-variant-texts'

/** The exact words that the model reads for the moment that is chosen, in every variant beside each other. */
export function ContextTexts({
  modelId,
  variants
}: {
  readonly modelId: string
  readonly variants: readonly RanVariant[]
}): ReactNode {
  const reads = variants.some(({ variant }) => variant.kind === 'context' || variant.kind === 'components')
  const recordingId = useSelection((state) => state.recordingId)
  const segmentId = useSelection(
    (state) => state.queue?.items[state.queue.index]?.segmentId ?? state.segmentIds[0]
  )
  const asked = useMemo(
    () =>
      reads && recordingId !== undefined && segmentId !== undefined
        ? { modelId, recordingId, segmentId, variants: variants.map(({ variant }) => variant) }
        : undefined,
    [reads, modelId, recordingId, segmentId, variants]
  )
  const texts = useVariantTexts(asked)
  if (!reads) return null
  return (
    <section aria-label="What the model reads">
      <h3 className="section-head">What the model reads</h3>
      {texts?.kind === 'texts' ? (
        <dl className="variant-texts selectable">
          {texts.texts.map(({ variant, text }) => (
            <Text key={variantKey(variant)} name={variantName(variant)} text={text} />
          ))}
        </dl>
      ) : (
        <p className="muted">
          {texts?.message ??
            'Choose a turn, or step through a list of moments with G, to see its words in every variant.'}
        </p>
      )}
    </section>
  )
}

const Text = ({ name, text }: { readonly name: string; readonly text: string }): ReactNode => (
  <>
    <dt>{name}</dt>
    <dd dir="auto">{text}</dd>
  </>
)
