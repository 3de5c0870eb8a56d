import { useEffect, useState } from 'react'
import type { CallInput, CallOutput } from '../../../../../shared/contract'
import { call } from '../../../../client'

type Texts =
  | { readonly kind: 'texts'; readonly texts: CallOutput<'variant.texts'> }
  | { readonly kind: 'none'; readonly message: string }

/** Texts of a turn in every variant; the last ones stay while others are read. */
export function useVariantTexts(asked: CallInput<'variant.texts'> | undefined): Texts | undefined {
  const [state, setState] = useState<Texts>()
  const key = JSON.stringify(asked)
  useEffect(() => {
    if (key === undefined) return
    let here = true
    const query = JSON.parse(key) as CallInput<'variant.texts'>
    call('variant.texts', query)
      .then(
        (texts): Texts => ({ kind: 'texts', texts }),
        (error: unknown): Texts => ({
          kind: 'none',
          message: error instanceof Error ? error.message : String(error)
        })
      )
      .then((next) => {
        if (here) setState(next)
      })
      .catch(() => undefined)
    return () => {
      here = false
    }
  }, [key])
  return key === undefined ? undefined : state
}
