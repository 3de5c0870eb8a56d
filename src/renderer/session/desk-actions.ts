import { perform } from './actions'
import type { Action } from './actions'
import { clock, nextRate } from './clock'
import { conversationActions } from './conversation-actions'
import { chosenEdge, chooseEdge, letEdgeGo, widenEdge } from './desk-edge'
import {
  comment,
  clearMark,
  flag,
  makeFromAnchor,
  markIn,
  markOut,
  merge,
  nudge,
  playSelection,
  playSelectionOrStop,
  remove,
  setBoundary,
  setEdge,
  split,
  toggleLoop,
  toggleMark
} from './desk-edit'
import {
  acceptPredictions,
  applyDigit,
  holdDown,
  holdUp,
  predictionSelected,
  rejectPredictions,
  setRating
} from './desk-label'
import { inTurn } from './in-turn'
import { linkActions } from './link-actions'
import { goTo, goToEdge, selectedSpan, stepSegment, stepTrack } from './desk-navigate'
import { progress } from './desk-progress'
import { pageActions } from './pages/page-actions'
import { playback, setMuted, stepFrames } from './playback'
import { cancelIdentity, identityPending } from './regions/identity'
import { regionView, setRegionView } from './regions/region-view'
import { select, selection } from './selection'
import { viewport } from './viewport'

const isOpen = (): boolean => selection().recordingId !== undefined
const hasSegments = (): boolean => isOpen() && selection().segmentIds.length > 0
const SECOND = 1_000_000

/** One line of the table below. */
const action = (
  id: string,
  group: string,
  title: string,
  keys: readonly string[],
  run: Action['run'],
  more: Partial<Action> = {}
): Action => ({
  id,
  group,
  title,
  keys,
  // Edits are waited for by the keys after them; playing and moving are only kept in their order.
  run: (context) => inTurn(() => (EDITING.has(group) ? run(context) : perform(() => run(context)))),
  when: isOpen,
  ...more
})
const EDITING = new Set(['Segments', 'Labels'])

const playing: readonly Action[] = [
  action('playback.toggle', 'Playback', 'Play or pause', ['Space', 'Ctrl+Space'], clock.toggle),
  action('playback.playSelection', 'Playback', 'Play selection', ['Shift+Space'], playSelection),
  action('playback.playSelectionOrStop', 'Playback', 'Play selection or stop', [], playSelectionOrStop),
  action('playback.loop', 'Playback', 'Loop selection', ['KeyL'], toggleLoop),
  action('playback.frameBack', 'Playback', 'One frame back', ['ArrowLeft'], () => stepFrames(-1)),
  action('playback.frameForward', 'Playback', 'One frame forward', ['ArrowRight'], () => stepFrames(1)),
  action('playback.tenFramesBack', 'Playback', 'Ten frames back', ['Ctrl+ArrowLeft'], () => stepFrames(-10)),
  action('playback.tenFramesForward', 'Playback', 'Ten frames forward', ['Ctrl+ArrowRight'], () =>
    stepFrames(10)
  ),
  action('playback.secondBack', 'Playback', 'One second back', ['Shift+ArrowLeft'], () =>
    goTo(clock.get() - SECOND)
  ),
  action('playback.secondForward', 'Playback', 'One second forward', ['Shift+ArrowRight'], () =>
    goTo(clock.get() + SECOND)
  ),
  action('playback.slower', 'Playback', 'Slower', ['Minus', 'NumpadSubtract'], () =>
    clock.setRate(nextRate(clock.state().rate, -1))
  ),
  action('playback.faster', 'Playback', 'Faster', ['Shift+Equal', 'NumpadAdd'], () =>
    clock.setRate(nextRate(clock.state().rate, 1))
  ),
  action('playback.normalSpeed', 'Playback', 'Normal speed', ['Equal'], () => clock.setRate(1)),
  action('playback.mute', 'Playback', 'Sound on or off', [], () => setMuted(!playback().muted))
]

const navigation: readonly Action[] = [
  action('go.segmentStart', 'Navigation', 'Start of segment', ['KeyQ'], () => goToEdge('start')),
  action('go.segmentEnd', 'Navigation', 'End of segment', ['KeyE'], () => goToEdge('end')),
  action('go.start', 'Navigation', 'Start of recording', ['Home'], () => goTo(0)),
  action('go.end', 'Navigation', 'End of recording', ['End'], () => goTo(clock.state().duration)),
  action('go.nextSegment', 'Navigation', 'Next segment', ['Tab'], () => stepSegment(1), { repeat: true }),
  action('go.previousSegment', 'Navigation', 'Previous segment', ['Shift+Tab'], () => stepSegment(-1), {
    repeat: true
  }),
  action('go.trackAbove', 'Navigation', 'Track above', ['ArrowUp'], () => stepTrack(-1)),
  action('go.trackBelow', 'Navigation', 'Track below', ['ArrowDown'], () => stepTrack(1)),
  action(
    'view.zoomIn',
    'View',
    'Zoom in',
    ['Ctrl+Equal', 'Ctrl+Shift+Equal'],
    () => zoomAtPlayhead(1 / 1.6),
    { repeat: true }
  ),
  action('view.zoomOut', 'View', 'Zoom out', ['Ctrl+Minus'], () => zoomAtPlayhead(1.6), { repeat: true }),
  action('view.pageBack', 'View', 'Earlier page of the time axis', [], () => page(-1), { repeat: true }),
  action('view.pageForward', 'View', 'Later page of the time axis', [], () => page(1), { repeat: true }),
  action('view.fit', 'View', 'Whole recording', ['Ctrl+Digit0'], () => viewport.getState().fit()),
  action('view.zoomSelection', 'View', 'Zoom to selection', ['KeyZ'], zoomToSelection)
]

const segments: readonly Action[] = [
  action('segment.in', 'Segments', 'Start segment here', ['KeyI'], markIn),
  action('segment.out', 'Segments', 'End segment here', ['KeyO'], markOut),
  action('segment.mark', 'Segments', 'Start segment, then end it', ['Enter'], toggleMark),
  action('segment.fromAnchor', 'Segments', 'Segment from anchor to playhead', ['KeyW'], makeFromAnchor),
  action('segment.setStart', 'Segments', 'Start of segment to playhead', ['BracketLeft'], () =>
    setEdge('start')
  ),
  action('segment.setEnd', 'Segments', 'End of segment to playhead', ['BracketRight'], () => setEdge('end')),
  action(
    'segment.nudgeBack',
    'Segments',
    'Nearer edge one frame back',
    ['Ctrl+BracketLeft'],
    () => nudge(-1),
    { repeat: true }
  ),
  action(
    'segment.nudgeForward',
    'Segments',
    'Nearer edge one frame forward',
    ['Ctrl+BracketRight'],
    () => nudge(1),
    { repeat: true }
  ),
  action('edge.start', 'Segments', 'Loop around the start edge, or let it go', ['Alt+BracketLeft'], () =>
    chooseEdge('start')
  ),
  action('edge.end', 'Segments', 'Loop around the end edge, or let it go', ['Alt+BracketRight'], () =>
    chooseEdge('end')
  ),
  action('edge.narrower', 'Segments', 'Loop less around the edge', ['Alt+Minus'], () => widenEdge(-1)),
  action('edge.wider', 'Segments', 'Loop more around the edge', ['Alt+Equal'], () => widenEdge(1)),
  action('segment.split', 'Segments', 'Split at playhead', ['KeyS'], split),
  action('segment.boundary', 'Segments', 'Boundary at playhead', [], setBoundary),
  action('segment.merge', 'Segments', 'Merge with next, or all selected', ['Shift+KeyM'], merge),
  action('segment.delete', 'Segments', 'Delete segment', ['Delete', 'Backspace'], remove, {
    when: hasSegments
  }),
  action('segment.comment', 'Segments', 'Comment…', ['KeyC'], comment),
  action('segment.flag', 'Segments', 'Flag', ['KeyF'], flag),
  action('prediction.accept', 'Segments', 'Accept prediction', ['KeyY'], acceptPredictions, {
    when: predictionSelected
  }),
  action('prediction.reject', 'Segments', 'Reject prediction', ['KeyN'], rejectPredictions, {
    when: predictionSelected
  }),
  action('selection.clear', 'Segments', 'Let the selection go', ['Escape'], letGo, {
    when: () =>
      isOpen() &&
      (hasSegments() ||
        selection().range !== undefined ||
        progress().anchor !== undefined ||
        identityPending() ||
        regionView().drawing !== undefined)
  })
]

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
const labels: readonly Action[] = [
  ...digits.map((digit) =>
    action(
      `label.${digit}`,
      'Labels',
      `Label ${digit}; hold while playing`,
      [`Digit${digit}`],
      () => applyDigit(digit),
      {
        hidden: true,
        hold: {
          when: () => clock.state().playing,
          down: () => inTurn(() => holdDown(digit)),
          up: () => inTurn(() => holdUp(digit))
        }
      }
    )
  ),
  action('label.cannotRate', 'Labels', 'Cannot rate', ['Digit0'], () => applyDigit(0)),
  ...digits.map((digit) =>
    action(
      `intensity.${digit}`,
      'Labels',
      `Intensity ${digit}`,
      [`Shift+Digit${digit}`],
      () => setRating({ intensity: digit }),
      { hidden: true }
    )
  ),
  ...[1, 2, 3, 4, 5].map((digit) =>
    action(
      `confidence.${digit}`,
      'Labels',
      `Confidence ${digit} of 5`,
      [`Alt+Digit${digit}`],
      () => setRating({ confidence: digit / 5 }),
      { hidden: true }
    )
  )
]

/** Everything that can be done on the desk by key, menu and palette. */
export const deskActions: readonly Action[] = [
  ...playing,
  ...navigation,
  ...segments,
  ...labels,
  ...conversationActions,
  ...linkActions,
  ...pageActions
]

function zoomAtPlayhead(factor: number): void {
  const { view, zoom } = viewport.getState()
  const x = ((clock.get() - view.start) / view.span) * view.widthPx
  zoom(factor, x >= 0 && x <= view.widthPx ? x : undefined)
}

/** A little of the page before stays in view, so that the eye finds its place. */
function page(direction: 1 | -1): void {
  const { view, pan } = viewport.getState()
  pan(direction * view.widthPx * 0.9)
}

function zoomToSelection(): void {
  const span = selectedSpan()
  if (span) viewport.getState().show(span.start, span.end)
}

function letGo(): void {
  if (identityPending()) return cancelIdentity()
  if (regionView().drawing) return setRegionView({ drawing: undefined })
  if (chosenEdge()) return letEdgeGo()
  if (progress().anchor !== undefined) clearMark()
  else select({ segmentIds: [], range: undefined })
}
