import type { ReactNode } from 'react'
import { useCallback, useEffect, useState } from 'react'
import { ChartScatter } from 'lucide-react'
import type { EmbeddingRef, EmbeddingSet } from '../../../shared/contract/embeddings'
import { runAction } from '../../session/actions'
import { clearEmbeddings, drawMap, embeddingStore, readSets, sameSet } from '../../session/embeddings'
import { useModels } from '../../session/models'
import { useProject } from '../../session/project'
import { setQueue } from '../../session/selection'
import { useQueueStrip } from '../../session/use-queue-strip'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Empty, Skeleton } from '../../ui/empty'
import { formatCount, formatWhen, plural } from '../../ui/format'
import { PanelHead } from '../../ui/panel-head'
import { QueueStrip } from '../../ui/queue-strip'
import { Section } from '../../ui/section'
import { Select } from '../../ui/select'
import { embeddingChoice, mapTitles, useLabelSources } from './choices'
import { AlikePart } from './alike-part'
import { ClassesPart } from './classes-part'
import { HeadPart } from './head-part'
import { MapView } from './map-view'
import { Near } from './near'
import { itemOf } from './row-words'
import './embeddings.css'

const keyOf = ({ runId, outputId }: EmbeddingRef): string => `${runId} ${outputId}`

/** What models see alike: embeddings as a map, their neighbours, and heads that learn from labels. */
export default function EmbeddingsPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  const runs = useProject((state) => state.snapshot?.runs)
  useEffect(() => {
    clearEmbeddings()
    void embeddingChoice.recall()
  }, [projectId])
  useEffect(() => void readSets(), [projectId, runs])
  const sets = embeddingStore((state) => state.sets)
  const [wished, setWished] = useState<string>()
  const set = sets?.find((one) => keyOf(one) === wished) ?? sets?.[0]
  if (!sets)
    return (
      <section className="panel emb" aria-busy>
        <Skeleton height={240} />
      </section>
    )
  if (!set)
    return (
      <section className="panel emb">
        <Empty
          icon={<ChartScatter size={20} />}
          title="No embeddings yet"
          action={
            <Button tone="primary" onClick={() => runAction('model.run')}>
              Run a model…
            </Button>
          }
        >
          Models whose card says that they give embeddings fill this map: what they see alike lies together,
          and a head can learn from your labels and suggest the rest.
        </Empty>
      </section>
    )
  return (
    <section className="panel emb">
      <PanelHead>
        <span className="muted">
          {plural(set.rows, 'embedding')} of {set.dims} numbers, {plural(set.recordings, 'recording')}
        </span>
      </PanelHead>
      <Bar
        set={set}
        sets={sets.map((one) => ({
          id: keyOf(one),
          title: `${one.modelName}, ${formatWhen(one.startedAt)}`,
          hint: `${formatCount(one.rows)} from ${one.outputId}`
        }))}
        onSet={setWished}
      />
      <Body key={keyOf(set)} set={set} />
      <Strip />
    </section>
  )
}

function Strip(): ReactNode {
  const strip = useQueueStrip()
  return strip ? <QueueStrip {...strip} /> : null
}

interface BarProps {
  readonly set: EmbeddingRef
  readonly sets: readonly { readonly id: string; readonly title: string; readonly hint: string }[]
  readonly onSet: (key: string) => void
}

function Bar({ set, sets, onSet }: BarProps): ReactNode {
  const { kind, color, byGroup } = embeddingChoice.use()
  const sources = useLabelSources()
  const colors = [
    { id: 'person', title: 'Person or group' },
    { id: 'recording', title: 'Recording' },
    ...sources.map(({ key, title }) => ({ id: key, title }))
  ]
  return (
    <div className="report-bar">
      <Select label="Embeddings" size="small" value={keyOf(set)} options={sets} onChange={onSet} />
      <Select
        label="Map"
        size="small"
        value={kind}
        options={mapTitles}
        onChange={(id) =>
          embeddingChoice.choose({ kind: mapTitles.find((one) => one.id === id)?.id ?? 'pca' })
        }
      />
      <Select
        label="Colours"
        size="small"
        value={colors.some(({ id }) => id === color) ? color : 'person'}
        options={colors}
        onChange={(id) => embeddingChoice.choose({ color: id })}
      />
      <Checkbox checked={byGroup} onChange={(on) => embeddingChoice.choose({ byGroup: on })}>
        Each person by itself
      </Checkbox>
    </div>
  )
}

function Body({ set }: { readonly set: EmbeddingSet }): ReactNode {
  const { kind, seed, byGroup } = embeddingChoice.use()
  const map = embeddingStore((state) => state.map)
  const drawing = embeddingStore((state) => state.drawing)
  const sources = useLabelSources()
  // A run that is still going on gives more: the map is drawn anew with them.
  const { runId, outputId, rows } = set
  useEffect(
    () => void drawMap({ runId, outputId, kind, seed, byGroup }),
    [runId, outputId, rows, kind, seed, byGroup]
  )
  const shown = map && sameSet(map.query, set) ? map.made : undefined
  const queue = useCallback(
    (title: string, rows: readonly number[], note: (row: number) => string) => {
      if (shown)
        setQueue(
          title,
          rows.flatMap((row) => itemOf(shown, row, note(row)) ?? [])
        )
    },
    [shown]
  )
  const [open, setOpen] = useState(true)
  const [openClasses, setOpenClasses] = useState(false)
  const [openAlike, setOpenAlike] = useState(true)
  const tellsFaces = useTellsFaces(set)
  return (
    <div className="emb-body">
      <div className="emb-left" aria-busy={drawing}>
        {shown?.points ? (
          <MapView
            key={shown.rows.start.length}
            set={set}
            map={shown}
            points={shown.points}
            drawing={drawing}
          />
        ) : shown ? (
          <Empty title="Too few to show">A map needs four embeddings or more.</Empty>
        ) : (
          <p className="emb-wait muted">Drawing the map…</p>
        )}
      </div>
      <aside className="emb-side">
        {shown && tellsFaces && (
          <Section title="Who is who" open={openAlike} onOpenChange={setOpenAlike}>
            <AlikePart set={set} map={shown} />
          </Section>
        )}
        <Section title="Head on labels or ratings" open={open} onOpenChange={setOpen}>
          <HeadPart set={set} sources={sources} onQueue={queue} />
        </Section>
        {shown && (
          <Section title="Classes" open={openClasses} onOpenChange={setOpenClasses}>
            <ClassesPart set={set} map={shown} />
          </Section>
        )}
        <Near set={set} map={shown} />
      </aside>
    </div>
  )
}

/** Whether embeddings tell one face from another: those of the app's own model, and of outputs about the attribute "identity". */
function useTellsFaces({ runId, outputId }: EmbeddingSet): boolean {
  const modelId = useProject((state) => state.snapshot?.runs.find(({ id }) => id === runId)?.modelId)
  const model = useModels()?.find(({ id }) => id === modelId)
  return (
    modelId === 'face-identity' ||
    (model?.outputs.some(({ id, attributeId }) => id === outputId && attributeId === 'identity') ?? false)
  )
}
