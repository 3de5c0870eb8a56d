import { ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { openDialog } from '../../session/dialogs'
import { useJobs } from '../../session/jobs'
import { showPanel } from '../../session/layout'
import { modelState, useModels } from '../../session/models'
import { useProject } from '../../session/project'
import { IconButton } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { Skeleton } from '../../ui/empty'
import { Section } from '../../ui/section'
import { Row } from './row'
import { useFold } from './use-fold'

/** Models that can be run here, and how far each is. */
export function Models(): ReactNode {
  const [open, setOpen] = useFold('models')
  const models = useModels()
  const jobs = useJobs((list) => list)
  const runs = useProject((state) => state.snapshot?.runs) ?? []
  const authors = useProject((state) => state.snapshot?.authors) ?? []
  const colorOf = (modelId: string): string =>
    authors.find((author) => author.modelId === modelId)?.color ?? 'var(--accent)'
  return (
    <Section
      title="Models"
      count={models?.length ?? 0}
      open={open}
      onOpenChange={setOpen}
      tools={
        <IconButton label="Open the Models panel" size="small" onClick={() => showPanel('models')}>
          <ArrowUpRight size={14} />
        </IconButton>
      }
    >
      {!models && (
        <div className="row">
          <Skeleton height={12} />
        </div>
      )}
      {models?.map((model) => {
        const state = modelState(model, runs, jobs)
        return (
          <Row
            key={model.id}
            name={shortName(model.name)}
            title={`${model.name}\n${model.problem?.message ?? model.summary}`}
            icon={<AuthorDot color={colorOf(model.id)} kind="model" />}
            end={<small data-tone={state.tone}>{state.text}</small>}
            onOpen={() => openDialog({ id: 'run-model', props: { modelId: model.id } })}
            menu={() => [
              {
                title: 'Run…',
                disabled: model.problem !== undefined,
                run: () => openDialog({ id: 'run-model', props: { modelId: model.id } })
              },
              {
                title: 'Model card',
                run: () => openDialog({ id: 'model-card', props: { modelId: model.id } })
              }
            ]}
          />
        )
      })}
    </Section>
  )
}

/** A name without what stands in brackets behind it; the whole one is in the tooltip. */
const shortName = (name: string): string => name.replace(/\s*\([^)]*\)$/, '')
