import type { AssignmentItem } from '../../../shared/domain/study'

/** A state in words, with the letter and tone that stand for it where there is no room. */
export const states: Readonly<
  Record<AssignmentItem['state'], { readonly title: string; readonly letter: string; readonly mark: string }>
> = {
  open: { title: 'open', letter: 'o', mark: '○' },
  started: { title: 'started', letter: 's', mark: '◐' },
  finished: { title: 'finished', letter: 'f', mark: '●' },
  locked: { title: 'locked', letter: 'l', mark: '■' }
}

/** Working time: `42 s`, `12 min`, `1 h 5 min`. */
export function workText(seconds: number): string {
  if (seconds < 1) return '–'
  if (seconds < 60) return `${Math.round(seconds)} s`
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
