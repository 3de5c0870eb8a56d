import type { Action } from '../actions'
import { selection } from '../selection'
import { showPanel, showPanelIn } from '../layout'
import { project } from '../project'
import { giveFrom, holdMissing } from './take-input'
import { isRating, rating } from './rating-status'

/** What the actions ask of the flow of a take. */
export interface TakeControls {
  readonly toggle: () => void
  /** Stop sampling and playing, or go on where that was. */
  readonly pauseOrResume: () => void
  readonly abort: () => void
}

const SCOPE = 'rating'
const underWay = (): boolean => isRating()

const arrow = (
  id: string,
  title: string,
  key: string,
  dim: (dims: number) => number,
  direction: 1 | -1,
  dims: () => number
): Action => {
  const give = (down: boolean, event?: KeyboardEvent): void =>
    giveFrom('keys', { kind: 'hold', dim: dim(dims()), direction, down }, event?.timeStamp)
  return {
    id,
    title,
    group: 'Rating',
    keys: [key],
    scope: SCOPE,
    when: underWay,
    repeat: false,
    // By palette or menu it is a short press.
    run: () => give(false),
    hold: { down: ({ event }) => give(true, event), up: ({ event }) => give(false, event) }
  }
}

/** Everything about live rating that has a key, a menu line or a place in the palette. */
export function makeRatingActions(controls: TakeControls, dims: () => number): readonly Action[] {
  const upright = (count: number): number => (count > 1 ? 1 : 0)
  return [
    {
      id: 'rating.take',
      title: 'Start a rating take, or end and keep it',
      group: 'Rating',
      keys: ['KeyK'],
      when: () => selection().recordingId !== undefined && rating().phase !== 'saving',
      run: controls.toggle
    },
    {
      id: 'rating.resume',
      title: 'Pause the take, or go on',
      group: 'Rating',
      keys: ['Space', 'Ctrl+Space'],
      scope: SCOPE,
      when: underWay,
      repeat: false,
      run: controls.pauseOrResume
    },
    {
      id: 'rating.missing',
      title: 'Cannot rate, as long as held',
      group: 'Rating',
      keys: ['KeyX'],
      scope: SCOPE,
      when: underWay,
      run: () => holdMissing(!rating().missing),
      hold: { down: () => holdMissing(true), up: () => holdMissing(false) }
    },
    {
      id: 'rating.abort',
      title: 'Drop the take',
      group: 'Rating',
      keys: ['Escape'],
      scope: SCOPE,
      when: underWay,
      run: controls.abort
    },
    arrow('rating.up', 'Rating up, as long as held', 'ArrowUp', upright, 1, dims),
    arrow('rating.down', 'Rating down, as long as held', 'ArrowDown', upright, -1, dims),
    arrow('rating.right', 'Rating right on the plane', 'ArrowRight', () => 0, 1, dims),
    arrow('rating.left', 'Rating left on the plane', 'ArrowLeft', () => 0, -1, dims),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((level): Action => ({
      id: `rating.level.${level}`,
      title: `Rating level ${level}`,
      group: 'Rating',
      keys: [`Digit${level}`],
      scope: SCOPE,
      when: underWay,
      hidden: true,
      run: ({ event }) => giveFrom('levels', { kind: 'level', level }, event?.timeStamp)
    })),
    {
      id: 'panel.rating',
      title: 'Show the rating panel',
      group: 'Rating',
      when: () => project().snapshot !== undefined,
      run: () => showPanelIn('rate', 'rating')
    },
    {
      id: 'panel.plane',
      title: 'Show the valence-arousal plane',
      group: 'Rating',
      when: () => project().snapshot !== undefined,
      run: () => showPanel('plane')
    }
  ]
}
