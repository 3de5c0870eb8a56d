import { useEffect, useState } from 'react'
import type { SchemeRow } from '../../../shared/domain/rows'
import { call } from '../../client'

/** Schemes that come with the app; a project has only those that are used in it. */
export function usePresets(): readonly SchemeRow[] {
  const [presets, setPresets] = useState<readonly SchemeRow[]>([])
  useEffect(() => {
    let here = true
    void call('scheme.presets', undefined).then((list) => here && setPresets(list))
    return () => {
      here = false
    }
  }, [])
  return presets
}
