import { useEffect } from 'react'
import { runAction } from '../../session/actions'
import { readGamepad } from '../../session/rating/gamepad'
import { rating } from '../../session/rating/rating-status'

/** How often the buttons are looked at while nothing is rated, milliseconds. */
const EVERY_MS = 50

/** The play button of a gamepad starts a take; while one is under way the take listens itself. */
export function useIdlePad(on: boolean): void {
  useEffect(() => {
    if (!on) return
    let before = readGamepad()?.play
    const timer = setInterval(() => {
      const play = readGamepad()?.play
      if (play && before === false && rating().phase === 'idle' && document.hasFocus())
        runAction('rating.take')
      before = play
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [on])
}
