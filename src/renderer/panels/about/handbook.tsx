import { ArrowLeft, ArrowRight, Search } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { closeDialog } from '../../session/dialogs'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Prose } from '../../ui/prose'
import { TextInput } from '../../ui/text-field'
import { chapters, pictureUrl } from './handbook-files'
import { anchorOf, search, wordsOf } from './handbook-text'
import type { Chapter, Found } from './handbook-text'
import './handbook.css'

/** Where the reader is. `visit` grows with each step, so that the same place can be gone to twice. */
interface Place {
  readonly chapterId: string
  readonly anchor: string
  readonly visit: number
}

/** The job from first file to exported dataset: chapters on the left, text and pictures on the right. */
export default function Handbook(): ReactNode {
  const [place, setPlace] = useState<Place>({ chapterId: chapters[0]?.id ?? '', anchor: '', visit: 0 })
  const [query, setQuery] = useState('')
  const [enlarged, setEnlarged] = useState<{ readonly url: string; readonly words: string }>()
  const found = useMemo(() => search(chapters, query), [query])
  const at = Math.max(
    0,
    chapters.findIndex((each) => each.id === place.chapterId)
  )
  const chapter = chapters[at]
  const go = (chapterId: string, anchor = ''): void =>
    setPlace(({ visit }) => ({ chapterId, anchor, visit: visit + 1 }))
  const follow = (target: string): void => {
    const [file = '', anchor = ''] = target.split('#')
    go(file === '' ? place.chapterId : file, anchor)
  }
  const first = found[0]
  return (
    <Dialog
      title="Handbook"
      widthPx={1080}
      onClose={closeDialog}
      head={
        <span className="handbook-search">
          <Search size={13} aria-hidden="true" />
          <TextInput
            data-size="small"
            type="search"
            placeholder="Search the handbook"
            aria-label="Search the handbook"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) =>
              event.key === 'Enter' && first && go(first.chapter.id, first.section.anchor)
            }
          />
        </span>
      }
    >
      <div className="handbook">
        <nav aria-label="Chapters" onKeyDown={stepThrough}>
          {query.trim() === '' ? (
            <Chapters current={chapter} place={place} onGo={go} />
          ) : (
            <Results found={found} query={query} onGo={go} />
          )}
        </nav>
        {chapter && (
          <Text
            chapter={chapter}
            place={place}
            mark={wordsOf(query).filter((word) => word.length > 1)}
            onLink={follow}
            onEnlarge={(url, words) => setEnlarged({ url, words })}
          >
            <footer>
              <Neighbour chapter={chapters[at - 1]} back onGo={go} />
              <Neighbour chapter={chapters[at + 1]} onGo={go} />
            </footer>
          </Text>
        )}
        {enlarged && (
          <button
            type="button"
            className="handbook-large"
            autoFocus
            aria-label={`${enlarged.words}. Back to the text`}
            title="Back to the text"
            onClick={() => setEnlarged(undefined)}
          >
            <img src={enlarged.url} alt="" />
          </button>
        )}
      </div>
    </Dialog>
  )
}

type Go = (chapterId: string, anchor?: string) => void

function Chapters({
  current,
  place,
  onGo
}: {
  current: Chapter | undefined
  place: Place
  onGo: Go
}): ReactNode {
  return (
    <ol>
      {chapters.map((chapter, index) => (
        <li key={chapter.id}>
          <button
            type="button"
            aria-current={chapter === current && place.anchor === '' ? 'page' : undefined}
            data-open={chapter === current ? '' : undefined}
            onClick={() => onGo(chapter.id)}
          >
            <span className="mono faint">{index + 1}</span> {chapter.title}
          </button>
          {chapter === current &&
            chapter.sections.slice(1).map(({ title, anchor }) => (
              <button
                key={anchor}
                type="button"
                className="handbook-part"
                aria-current={place.anchor === anchor ? 'location' : undefined}
                onClick={() => onGo(chapter.id, anchor)}
              >
                {title}
              </button>
            ))}
        </li>
      ))}
    </ol>
  )
}

function Results({ found, query, onGo }: { found: readonly Found[]; query: string; onGo: Go }): ReactNode {
  return (
    <>
      <p className="handbook-count" role="status">
        {found.length === 0
          ? `Nothing about “${query.trim()}”.`
          : `${found.length} ${found.length === 1 ? 'place' : 'places'}`}
      </p>
      {found.map(({ chapter, section, excerpt }) => (
        <button
          key={`${chapter.id}#${section.anchor}`}
          type="button"
          className="handbook-result"
          onClick={() => onGo(chapter.id, section.anchor)}
        >
          <b>{section.title || chapter.title}</b>
          {section.title !== '' && <small className="faint">{chapter.title}</small>}
          <span>{excerpt}</span>
        </button>
      ))}
    </>
  )
}

interface TextProps {
  readonly chapter: Chapter
  readonly place: Place
  readonly mark: readonly string[]
  readonly onLink: (target: string) => void
  readonly onEnlarge: (url: string, words: string) => void
  readonly children: ReactNode
}

function Text({ chapter, place, mark, onLink, onEnlarge, children }: TextProps): ReactNode {
  const article = useRef<HTMLElement>(null)
  useEffect(() => {
    const heading = place.anchor && article.current?.querySelector(`#${CSS.escape(place.anchor)}`)
    if (heading) heading.scrollIntoView({ block: 'start' })
    else article.current?.scrollTo({ top: 0 })
  }, [place])
  const light = document.documentElement.dataset['theme'] === 'light'
  const picture = (target: string, words: string): ReactNode => {
    const url = pictureUrl(target, light)
    return (
      url && (
        <button
          type="button"
          className="handbook-picture"
          title="Enlarge"
          aria-label={`Enlarge: ${words}`}
          onClick={() => onEnlarge(url, words)}
        >
          <img src={url} alt="" width={1440} height={900} loading="lazy" />
          <small>{words}</small>
        </button>
      )
    )
  }
  return (
    <article ref={article} tabIndex={0} aria-label={chapter.title}>
      <h3 className="handbook-title">{chapter.title}</h3>
      <Prose
        text={chapter.sections.map(({ text }) => text).join('\n\n')}
        onLink={onLink}
        picture={picture}
        anchorOf={anchorOf}
        mark={mark}
      />
      {children}
    </article>
  )
}

function Neighbour({
  chapter,
  back = false,
  onGo
}: {
  chapter: Chapter | undefined
  back?: boolean
  onGo: Go
}): ReactNode {
  if (!chapter) return <span />
  return (
    <Button size="small" onClick={() => onGo(chapter.id)}>
      {back && <ArrowLeft size={13} />}
      {chapter.title}
      {!back && <ArrowRight size={13} />}
    </Button>
  )
}

/** Up and Down go through the list as Tab does. */
function stepThrough(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const next = buttons[buttons.findIndex((button) => button === document.activeElement) + step]
  event.preventDefault()
  next?.focus()
}
