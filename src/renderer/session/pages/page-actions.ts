import type { Action } from '../actions'
import { inTurn } from '../in-turn'
import { showPanel } from '../layout'
import { project } from '../project'
import { selection } from '../selection'
import { deleteMark, stepCharacter, stepMark, stepSentence, stepWord } from './mark-edits'
import { openPage, pageChoice, pageStore, setPage, type ReadingLevel } from './page-choice'
import { markAll, markedIds, pictureMarks, unmark } from './picture-marks'
import { shownPictures, stepPicture } from './pictures'
import { chooseMark, reading, selectedText, selectText } from './reading'

const inGallery = (): boolean => pageStore.getState().keys === 'gallery'
const inReading = (): boolean => pageStore.getState().keys === 'reading'
const picture = (): boolean => openPage('image') !== undefined
const text = (): boolean => openPage('document') !== undefined
const large = (): boolean => pageStore.getState().large

const severalMarked = (): boolean => markedIds(pictureMarks.getState(), selection().recordingId).size > 1
/** What is about the grid of pictures; in the large view its keys keep their usual meaning. */
const grid = { keysWhen: () => inGallery() && !large(), when: () => (picture() || inGallery()) && !large() }

/** An action of the gallery; its keys mean something else on the rest of the desk. */
const ofGallery = (
  id: string,
  title: string,
  keys: readonly string[],
  run: () => unknown,
  more: Partial<Action> = {}
): Action => ({
  id,
  group: 'Pictures and documents',
  title,
  keys,
  scope: 'gallery',
  keysWhen: inGallery,
  when: () => picture() || inGallery(),
  run: () => inTurn(() => seen('gallery', run)),
  ...more
})

/** The same for a document. */
const ofReading = (...[id, title, keys, run, more]: Parameters<typeof ofGallery>): Action =>
  ofGallery(id, title, keys, run, {
    scope: 'reading',
    keysWhen: inReading,
    when: text,
    run: () => inTurn(() => seen('reading', run)),
    ...more
  })

/** From menu and palette the panel is shown first. */
function seen(panel: 'gallery' | 'reading', run: () => unknown): unknown {
  if (pageStore.getState().keys !== panel) showPanel(panel)
  return run()
}

const LEVELS: readonly ReadingLevel[] = ['marks', 'sentences', 'document']

/** Everything that can be done with pictures and documents. */
export const pageActions: readonly Action[] = [
  {
    id: 'panel.gallery',
    title: 'Gallery of pictures',
    group: 'Pictures and documents',
    keys: ['Ctrl+Shift+KeyP'],
    when: () => project().snapshot !== undefined,
    run: () => showPanel('gallery')
  },
  {
    id: 'panel.reading',
    title: 'Reading',
    group: 'Pictures and documents',
    keys: ['Ctrl+Shift+KeyD'],
    when: () => project().snapshot !== undefined,
    run: () => showPanel('reading')
  },
  ofGallery('gallery.next', 'Next picture', ['ArrowRight'], () => stepPicture(1)),
  ofGallery('gallery.previous', 'Previous picture', ['ArrowLeft'], () => stepPicture(-1)),
  ofGallery('gallery.down', 'Picture below', ['ArrowDown'], () => stepPicture(rowOf(1))),
  ofGallery('gallery.up', 'Picture above', ['ArrowUp'], () => stepPicture(rowOf(-1))),
  ofGallery('gallery.pageDown', 'A page of pictures down', ['PageDown'], () => stepPicture(4 * rowOf(1))),
  ofGallery('gallery.pageUp', 'A page of pictures up', ['PageUp'], () => stepPicture(-4 * rowOf(1))),
  ofGallery('gallery.first', 'First picture', ['Home'], () => stepPicture(-Infinity)),
  ofGallery('gallery.last', 'Last picture', ['End'], () => stepPicture(Infinity)),
  ofGallery(
    'gallery.moreRight',
    'Select pictures to the right',
    ['Shift+ArrowRight'],
    () => stepPicture(1, 'range'),
    grid
  ),
  ofGallery(
    'gallery.moreLeft',
    'Select pictures to the left',
    ['Shift+ArrowLeft'],
    () => stepPicture(-1, 'range'),
    grid
  ),
  ofGallery(
    'gallery.moreDown',
    'Select pictures below',
    ['Shift+ArrowDown'],
    () => stepPicture(rowOf(1), 'range'),
    grid
  ),
  ofGallery(
    'gallery.moreUp',
    'Select pictures above',
    ['Shift+ArrowUp'],
    () => stepPicture(rowOf(-1), 'range'),
    grid
  ),
  ofGallery(
    'gallery.moreFirst',
    'Select pictures up to the first',
    ['Shift+Home'],
    () => stepPicture(-Infinity, 'range'),
    grid
  ),
  ofGallery(
    'gallery.moreLast',
    'Select pictures up to the last',
    ['Shift+End'],
    () => stepPicture(Infinity, 'range'),
    grid
  ),
  ofGallery(
    'gallery.selectAll',
    'Select all pictures shown',
    ['Ctrl+KeyA'],
    () => markAll(shownPictures()),
    grid
  ),
  ofGallery('gallery.open', 'Open the picture large, or close it', ['Enter'], () =>
    setPage({ large: !large(), zoom: 1 })
  ),
  ofGallery(
    'gallery.close',
    'Back to the gallery, or let the selected pictures go',
    ['Escape'],
    () => back(),
    {
      keysWhen: () => inGallery() && (large() || severalMarked())
    }
  ),
  ofGallery('gallery.zoomIn', 'Picture larger', ['Ctrl+Equal', 'Ctrl+Shift+Equal'], () => zoom(1.5), {
    repeat: true
  }),
  ofGallery('gallery.zoomOut', 'Picture smaller', ['Ctrl+Minus'], () => zoom(1 / 1.5), { repeat: true }),
  ofGallery('gallery.fit', 'Whole picture', ['Ctrl+Digit0'], () => setPage({ zoom: 1 })),
  ofGallery('gallery.unlabelled', 'Only pictures without a label, or all', ['KeyU'], () =>
    pageChoice.choose({ filter: pageChoice.get().filter === 'unlabelled' ? 'all' : 'unlabelled' })
  ),
  ofReading('reading.right', 'Next word', ['ArrowRight'], () => stepWord(true, false)),
  ofReading('reading.left', 'Previous word', ['ArrowLeft'], () => stepWord(false, false)),
  ofReading('reading.moreRight', 'Selection to the right by a word', ['Shift+ArrowRight'], () =>
    stepWord(true, true)
  ),
  ofReading('reading.moreLeft', 'Selection to the left by a word', ['Shift+ArrowLeft'], () =>
    stepWord(false, true)
  ),
  ofReading('reading.characterRight', 'Selection to the right by a character', ['Alt+Shift+ArrowRight'], () =>
    stepCharacter(true)
  ),
  ofReading('reading.characterLeft', 'Selection to the left by a character', ['Alt+Shift+ArrowLeft'], () =>
    stepCharacter(false)
  ),
  ofReading('reading.nextSentence', 'Next sentence', ['ArrowDown'], () => stepSentence(1)),
  ofReading('reading.previousSentence', 'Previous sentence', ['ArrowUp'], () => stepSentence(-1)),
  ofReading('reading.nextMark', 'Next mark in the text', ['Tab'], () => stepMark(1), { repeat: true }),
  ofReading('reading.previousMark', 'Previous mark in the text', ['Shift+Tab'], () => stepMark(-1), {
    repeat: true
  }),
  ofReading('reading.deleteMark', 'Delete the mark', ['Delete', 'Backspace'], () => deleteMark(), {
    when: () => text() && reading().mark !== undefined
  }),
  ofReading('reading.level', 'Digits for marks, sentences or the whole document', ['KeyT'], () => {
    const at = LEVELS.indexOf(pageChoice.get().level)
    pageChoice.choose({ level: LEVELS[(at + 1) % LEVELS.length] ?? 'marks' })
  }),
  ofReading('reading.everyone', 'Everyone’s marks in the text, or mine', [], () =>
    pageChoice.choose({ everyone: !pageChoice.get().everyone })
  ),
  ofReading('reading.letGo', 'Let the text selection go', ['Escape'], letGo, {
    keysWhen: () => inReading() && (selectedText() !== undefined || reading().mark !== undefined)
  })
]

/** Pictures from one to the one above or below it; in the large view from one to the next. */
const rowOf = (direction: 1 | -1): number => direction * (large() ? 1 : pageStore.getState().columns)

/** One step back: from the large picture to all of them, from several selected ones to the current one. */
const back = (): void => (large() ? setPage({ large: false, zoom: 1 }) : unmark())

/** Largest enlargement of a picture. */
const MOST_ZOOM = 16
const zoom = (factor: number): void =>
  setPage({ zoom: Math.min(MOST_ZOOM, Math.max(1, pageStore.getState().zoom * factor)), large: true })

function letGo(): void {
  if (reading().mark) return chooseMark(undefined)
  selectText(reading().focus, reading().focus, false)
}
