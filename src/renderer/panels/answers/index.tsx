import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { AnswerMapping } from '../../../shared/external/answer-mapping'
import { labelsOf } from '../../../shared/domain/labels'
import { attributeTask } from '../../../shared/values/attribute'
import { call } from '../../client'
import { mappingNames } from '../../session/common-targets'
import { closeDialog } from '../../session/dialogs'
import type { Dialogs } from '../../session/dialogs'
import { project, useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { baseName, formatBytes } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'
import { FirstRows } from './first-rows'
import { guessMapping, scoresOf } from './guess'
import { Outcome } from './outcome'
import { Parsing } from './parsing'
import { Places } from './places'
import './answers.css'

/** Answers of a model that was run elsewhere: which column is what, what comes of it, and the run that is made. */
export default function Answers({ sample }: Dialogs['answers']): ReactNode {
  const index = useProject((state) => state.index)
  const targets = useMemo(() => targetsOf(index), [index])
  const names = mappingNames(index)
  const [mapping, setMapping] = useState<AnswerMapping | undefined>(() => {
    const first = targets[0]
    return first && guessMapping(sample, first, labelsIn(first), segmentsOfSomebody())
  })
  const [name, setName] = useState(() => baseName(sample.path).replace(/\.[^.]+$/, ''))
  const [busy, setBusy] = useState(false)
  if (!mapping)
    return (
      <Dialog title="Answers of a model" onClose={closeDialog}>
        <p>This project has no label scheme that answers could be held against. Add one first.</p>
      </Dialog>
    )
  const set = (change: Partial<AnswerMapping>): void => setMapping({ ...mapping, ...change })
  const readable = mapping.answerColumn !== undefined || Object.keys(mapping.scoreColumns).length > 0
  const run = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('answers.import', { path: sample.path, mapping, name })
      closeDialog()
      toast(`Answers of “${name}” are being read; they appear as tracks of a model while it goes on.`)
    } catch (error) {
      toastError(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title="Answers of a model"
      widthPx={1080}
      onClose={closeDialog}
      foot={
        <>
          <span className="grow muted truncate" title={sample.path}>
            {baseName(sample.path)} · {sample.format.toUpperCase()} · {formatBytes(sample.sizeBytes)}
          </span>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            tone="primary"
            disabled={busy || !readable || name.trim() === ''}
            onClick={() => void run()}
          >
            Import as a run
          </Button>
        </>
      }
    >
      <div className="answers">
        <div className="answers-form">
          <div className="answers-two">
            <Field label="Model">
              {(id) => (
                <TextInput
                  id={id}
                  value={name}
                  maxLength={120}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              )}
            </Field>
            <Field label="Labels of">
              {(id) => (
                <Select
                  id={id}
                  label="Labels of"
                  value={keyOf(mapping.target)}
                  options={targets.map((target) => ({ id: keyOf(target), title: names.scheme(target) }))}
                  onChange={(key) => {
                    const target = targets.find((each) => keyOf(each) === key)
                    if (target) set({ target, scoreColumns: scoresOf(sample.columns, labelsIn(target)) })
                  }}
                />
              )}
            </Field>
          </div>
          <Places mapping={mapping} columns={sample.columns} onChange={set} />
          <Parsing mapping={mapping} sample={sample} onChange={set} />
        </div>
        <Outcome path={sample.path} mapping={readable ? mapping : undefined} />
      </div>
      <FirstRows sample={sample} mapping={mapping} />
    </Dialog>
  )
}

type Target = AnswerMapping['target']

const keyOf = ({ schemeId, attributeId }: Target): string => `${schemeId}/${attributeId}`

const KINDS = new Set(['label', 'labels', 'shares', 'terms', 'explanation', 'ratings'])

/** Attributes that answers can be held against: those in use first. */
function targetsOf(index: ProjectIndex): readonly Target[] {
  const used = new Map<string, number>()
  for (const track of index.tracks.values()) {
    const key = keyOf(track)
    used.set(key, (used.get(key) ?? 0) + (index.counts.get(track.id)?.labelled ?? 0) + 1)
  }
  const all = [...index.schemes.values()].flatMap((scheme) => {
    const document: unknown = scheme.document
    const attributes =
      typeof document === 'object' &&
      document !== null &&
      'attributes' in document &&
      Array.isArray(document.attributes)
        ? document.attributes
        : []
    return attributes.flatMap((attribute: { readonly id?: unknown }) => {
      const id = attribute.id
      const kind = typeof id === 'string' ? attributeTask(scheme, id)?.kind : undefined
      return typeof id === 'string' && kind && KINDS.has(kind)
        ? [{ schemeId: scheme.id, attributeId: id }]
        : []
    })
  })
  return all.sort((a, b) => (used.get(keyOf(b)) ?? 0) - (used.get(keyOf(a)) ?? 0))
}

/** Labels of an attribute; of one that is rated its dimensions. */
function labelsIn({ schemeId, attributeId }: Target): ReturnType<typeof labelsOf> {
  const scheme = project().index.schemes.get(schemeId)
  const task = attributeTask(scheme, attributeId)
  if (task?.kind !== 'ratings') return labelsOf(scheme, attributeId)
  return task.dimensions.map(({ id, name }) => ({
    id,
    name,
    color: '',
    letter: '',
    aliases: [],
    neutral: false
  }))
}

/** Whose segments answers can be about: the transcript with most turns, else the segments of the person with most. */
function segmentsOfSomebody(): AnswerMapping['segmentsOf'] {
  const { index } = project()
  const found = new Map<string, { authorId: string; kind: 'segments' | 'utterances'; count: number }>()
  for (const { id, authorId, kind } of index.tracks.values()) {
    if ((kind !== 'segments' && kind !== 'utterances') || index.authors.get(authorId)?.kind === 'model')
      continue
    const key = `${kind} ${authorId}`
    const known = found.get(key) ?? { authorId, kind, count: 0 }
    found.set(key, { ...known, count: known.count + (index.counts.get(id)?.segments ?? 0) })
  }
  const [best] = [...found.values()].sort(
    (a, b) => Number(b.kind === 'utterances') - Number(a.kind === 'utterances') || b.count - a.count
  )
  return best && { authorId: best.authorId, kind: best.kind }
}
