import type { ReactNode } from 'react'

interface ErrorBarsProps {
  readonly title: string
  readonly facts: string
  /** For everybody who cannot see it. */
  readonly label: string
  readonly counts: readonly number[]
  readonly binMs: number
  /** Times of the first and the last bin's outer edges. */
  readonly reachMs: number
  readonly opened?: number | undefined
  readonly onOpen?: (bin: number) => void
}

/** Counts of signed errors in bins, early on the left; a bar plays its moments where it can. */
export function ErrorBars({
  title,
  facts,
  label,
  counts,
  binMs,
  reachMs,
  opened,
  onOpen
}: ErrorBarsProps): ReactNode {
  const most = Math.max(1, ...counts)
  return (
    <figure className="error-bars">
      <figcaption>
        {title} <span className="faint">{facts}</span>
      </figcaption>
      <div className="error-bars-frame" role={onOpen ? 'group' : 'img'} aria-label={label}>
        {counts.map((count, bin) => {
          const from = bin * binMs - reachMs
          const text = `${signedMs(from)} to ${signedMs(from + binMs)} ms: ${count}`
          const bar = <i style={{ height: `${(100 * count) / most}%` }} />
          return onOpen ? (
            <button
              key={bin}
              type="button"
              data-count={count}
              data-opened={opened === bin ? '' : undefined}
              disabled={count === 0}
              title={text}
              aria-label={text}
              onClick={() => onOpen(bin)}
            >
              {bar}
            </button>
          ) : (
            <span key={bin} data-count={count} title={text}>
              {bar}
            </span>
          )
        })}
      </div>
      <div className="error-bars-scale" aria-hidden="true">
        <span>{signedMs(-reachMs)} ms, early</span>
        <span>0</span>
        <span>late, {signedMs(reachMs)} ms</span>
      </div>
    </figure>
  )
}

/** Whole milliseconds with their sign. */
export const signedMs = (ms: number): string =>
  `${ms > 0 ? '+' : ms < 0 ? '−' : ''}${Math.abs(Math.round(ms))}`
