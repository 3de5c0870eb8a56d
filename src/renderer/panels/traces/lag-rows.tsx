import type { ReactNode } from 'react'
import { toSeconds } from '../../../shared/domain/time'
import { takesOf } from '../../session/takes'
import { toast } from '../../session/toasts'
import { trackTitle } from '../../session/track-edits'
import { Checkbox } from '../../ui/checkbox'
import { AuthorDot } from '../../ui/chip'
import { CommitInput } from '../../ui/text-field'
import type { LagRow } from './use-lags'

/** A correlation below this says little about a lag. */
const WEAK = 0.3

interface LagRowsProps {
  readonly rows: readonly LagRow[]
  readonly searching: boolean
  readonly shownId: string | undefined
  readonly onShow: (trackId: string) => void
  /** Tracks that are left as they are. */
  readonly left: readonly string[]
  readonly onLeave: (trackIds: readonly string[]) => void
  readonly lagOf: (trackId: string) => number | undefined
  readonly typed: Readonly<Record<string, number>>
  readonly onType: (trackId: string, seconds: number | undefined) => void
}

/** One row for each annotator: the lag found, what it does to the correlation, and a field to set it by hand. */
export function LagRows(props: LagRowsProps): ReactNode {
  const { rows, searching, shownId, onShow, left, onLeave, lagOf, typed, onType } = props
  return (
    <table className="takes" aria-label="Reaction lags" aria-busy={searching}>
      <thead>
        <tr>
          <th>Annotator</th>
          <th className="is-number">Stored, s</th>
          <th className="is-number">Found, s</th>
          <th className="is-number">r as rated</th>
          <th className="is-number">r moved</th>
          <th>To be stored, s</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ track, author, found }) => {
          const lag = lagOf(track.id)
          const isFound = found && 'seconds' in found
          return (
            <tr
              key={track.id}
              data-shown={track.id === shownId || undefined}
              // Whatever of the row has the focus, its trace is drawn below.
              onFocus={() => onShow(track.id)}
              onClick={() => onShow(track.id)}
            >
              <td>
                <span className="lag-who">
                  <Checkbox
                    checked={!left.includes(track.id)}
                    onChange={(on) =>
                      onLeave(on ? left.filter((id) => id !== track.id) : [...left, track.id])
                    }
                  >
                    <AuthorDot color={author?.color ?? 'var(--muted)'} kind={author?.kind ?? 'human'} />{' '}
                    {trackTitle(track)}
                  </Checkbox>
                </span>
              </td>
              <td className="is-number mono">{storedText(track.id)}</td>
              {isFound ? (
                <>
                  <td className="is-number mono">{found.seconds.toFixed(2)}</td>
                  <td className="is-number mono">{found.unshifted?.toFixed(3) ?? '–'}</td>
                  <td
                    className="is-number mono"
                    data-tone={found.correlation < WEAK ? 'warn' : undefined}
                    title={
                      found.correlation < WEAK
                        ? 'So weak a correlation says little about a lag; look at the picture before you store it.'
                        : undefined
                    }
                  >
                    {found.correlation.toFixed(3)}
                  </td>
                </>
              ) : (
                <td colSpan={3} className="muted">
                  {found?.reason ?? (searching ? 'Searching' : '')}
                </td>
              )}
              <td className="takes-lag">
                <CommitInput
                  label={`Lag of ${trackTitle(track)} in seconds`}
                  value={lag === undefined ? '' : lag.toFixed(2)}
                  placeholder="as it is"
                  mono
                  onCommit={(text) => type(text, (seconds) => onType(track.id, seconds))}
                />
                {typed[track.id] !== undefined && <span className="faint">typed</span>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Lags that the takes have now: one, or how far they range. */
function storedText(trackId: string): string {
  const lags = takesOf(trackId).map(({ lag }) => toSeconds(lag ?? 0))
  const [low, high] = [Math.min(...lags), Math.max(...lags)]
  return low === high ? low.toFixed(2) : `${low.toFixed(2)} to ${high.toFixed(2)}`
}

function type(text: string, set: (seconds: number | undefined) => void): boolean {
  if (text.trim() === '') {
    set(undefined)
    return true
  }
  const seconds = Number(text.replace(',', '.'))
  if (!(Math.abs(seconds) <= 60)) {
    toast('A lag is a number of seconds, at most 60.', { tone: 'bad' })
    return false
  }
  set(seconds)
  return true
}
