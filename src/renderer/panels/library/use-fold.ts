import { useEffect, useState } from 'react'
import { readUiState, saveUiState } from '../../session/ui-state'

/** Whether a part of the library is open; remembered with the project. */
export function useFold(id: string, initially = true): readonly [boolean, (open: boolean) => void] {
  const key = `library.${id}`
  const [open, setOpen] = useState(initially)
  useEffect(() => {
    let here = true
    void readUiState(key).then((stored) => here && typeof stored === 'boolean' && setOpen(stored))
    return () => {
      here = false
    }
  }, [key])
  const change = (next: boolean): void => {
    setOpen(next)
    saveUiState(key, next)
  }
  return [open, change]
}
