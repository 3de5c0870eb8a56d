/** A media element whose seeks never pile up: while one is under way only the latest wish is kept. */
export interface SeekableElement {
  seek(seconds: number): void
  /** Go there at once and forget waiting wishes. */
  force(seconds: number): void
  /** True while a seek is under way or waiting. */
  busy(): boolean
  dispose(): void
}

/** Wrap an element. `onSettled` runs when the last wished seek has ended. */
export function seekable(element: HTMLMediaElement, onSettled: () => void): SeekableElement {
  let wished: number | undefined
  const apply = (): void => {
    if (wished === undefined || element.readyState < HTMLMediaElement.HAVE_METADATA) return
    const seconds = wished
    wished = undefined
    element.currentTime = seconds
  }
  const seeked = (): void => {
    if (wished !== undefined) apply()
    else onSettled()
  }
  element.addEventListener('seeked', seeked)
  element.addEventListener('loadedmetadata', apply)
  return {
    seek(seconds) {
      wished = seconds
      if (!element.seeking) apply()
    },
    force(seconds) {
      wished = undefined
      if (element.readyState < HTMLMediaElement.HAVE_METADATA) wished = seconds
      else element.currentTime = seconds
    },
    busy: () => wished !== undefined || element.seeking,
    dispose() {
      element.removeEventListener('seeked', seeked)
      element.removeEventListener('loadedmetadata', apply)
    }
  }
}

/** Speed that brings a follower back to its master within about half a second; undefined when it must jump. */
export function followRate(driftSeconds: number, rate: number): number | undefined {
  if (Math.abs(driftSeconds) > 0.3) return undefined
  if (Math.abs(driftSeconds) < 0.015) return rate
  return rate * (1 - Math.max(-0.1, Math.min(0.1, driftSeconds * 2)))
}
