import { Images } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import type { Recording } from '../../../shared/domain/rows'
import { useCurrentAuthor } from '../../session/author'
import { startDesk } from '../../session/desk'
import { importFiles } from '../../session/open'
import { attributeTitle, chosenAttribute, pageChoice, pageStore } from '../../session/pages/page-choice'
import {
  filteredPictures,
  followPictureLabels,
  pictureLabels,
  pictures,
  readPictureLabels
} from '../../session/pages/pictures'
import { markedIds, pictureMarks } from '../../session/pages/picture-marks'
import { thumbnails } from '../../session/pages/thumbnails'
import { usePageKeys } from '../../session/pages/use-page-keys'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Grid } from './grid'
import { Head } from './head'
import { Keys } from './keys'
import { Large } from './large'
import './gallery.css'

const none: readonly Recording[] = []

/** The pictures of the project side by side, with my labels; one of them large. */
export default function GalleryPanel(): ReactNode {
  useEffect(startDesk, [])
  const root = useRef<HTMLDivElement>(null)
  usePageKeys(root, 'gallery')
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void pageChoice.recall(), [projectId])
  const recordings = useProject((state) => state.snapshot?.recordings) ?? none
  const schemes = useProject((state) => state.index.schemes)
  const all = useMemo(() => pictures(recordings), [recordings])
  const choice = pageChoice.use()
  const author = useCurrentAuthor()
  const current = useSelection((state) => state.recordingId)
  const by = pictureLabels((state) => state.by)
  const large = pageStore((state) => state.large)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the attribute follows from what is chosen and what schemes there are
  const attribute = useMemo(() => chosenAttribute('pictures'), [choice.pictures, schemes, author?.id])
  const small = useMemo(() => thumbnails(projectId), [projectId])
  useEffect(() => () => small.close(), [small])
  useEffect(followPictureLabels, [])
  useEffect(
    () => void readPictureLabels().catch(() => undefined),
    [attribute?.schemeId, attribute?.attributeId, author?.id, projectId]
  )
  const shown = useMemo(() => filteredPictures(all, by, choice.filter), [all, by, choice.filter])
  const marks = pictureMarks()
  const chosenIds = useMemo(() => markedIds(marks, current), [marks, current])
  const chosen = useMemo(
    () => (chosenIds.size < 2 ? 0 : shown.filter(({ id }) => chosenIds.has(id)).length),
    [chosenIds, shown]
  )
  if (all.length === 0)
    return (
      <div className="panel gl" data-keys="desk" ref={root}>
        <Empty
          icon={<Images size={28} />}
          title="No pictures in this project"
          action={
            <Button tone="primary" onClick={() => void importFiles()}>
              Import pictures
            </Button>
          }
        >
          PNG, JPEG, WebP, GIF, BMP and AVIF files become recordings that are labelled here by one key each.
        </Empty>
      </div>
    )
  return (
    <div className="panel gl" data-keys="desk" ref={root}>
      <Head all={all} shown={shown} by={by} attribute={attribute} chosen={large ? 0 : chosen} />
      {large ? (
        <Large recordingId={current} shown={shown} by={by} attribute={attribute} />
      ) : (
        <Grid
          shown={shown}
          by={by}
          attribute={attribute}
          small={small}
          currentId={current}
          chosenIds={chosenIds}
          sizePx={choice.sizePx}
        />
      )}
      {attribute && <Keys title={attributeTitle(attribute)} labels={attribute.labels} />}
    </div>
  )
}
