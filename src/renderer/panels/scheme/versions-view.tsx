import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import { EditableScheme } from '../../../shared/scheme/editable-scheme'
import { call } from '../../client'
import { toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { LabelChip } from '../../ui/chip'
import { formatWhen, plural } from '../../ui/format'

/** One state that a scheme had. */
interface Version {
  readonly revision: number
  readonly at: string
  readonly authorName: string
  readonly title: string
  readonly scheme: EditableScheme
}

/** Every version of a scheme as the project's history keeps it, newest first; each can be taken up again. */
export function VersionsView({
  schemeId,
  current,
  onTake
}: {
  schemeId: string | undefined
  current: string | undefined
  onTake: (scheme: EditableScheme) => void
}): ReactNode {
  const versions = useVersions(schemeId)
  if (schemeId === undefined) return <p className="muted">Versions begin once the scheme is saved.</p>
  if (versions?.length === 0) return <p className="muted">The project’s history begins with this version.</p>
  return (
    <ol className="scheme-versions" aria-label="Versions">
      {versions?.map(({ revision, at, authorName, scheme }) => {
        const labels = labelsOf({ id: scheme.id, name: scheme.name, version: '', document: scheme })
        return (
          <li key={revision}>
            <div className="grow">
              <b>Version {scheme.version ?? '1'}</b>{' '}
              <span className="faint">
                {formatWhen(at)} · {authorName} · r{revision} ·{' '}
                {plural(scheme.attributes.length, 'attribute')}
              </span>
              <div className="scheme-labels">
                {labels.slice(0, 8).map((label) => (
                  <LabelChip key={label.id} label={label} />
                ))}
                {labels.length > 8 && <span className="faint">and {labels.length - 8} more</span>}
              </div>
            </div>
            <Button size="small" disabled={scheme.version === current} onClick={() => onTake(scheme)}>
              {scheme.version === current ? 'In use' : 'Take up again'}
            </Button>
          </li>
        )
      })}
    </ol>
  )
}

function useVersions(schemeId: string | undefined): readonly Version[] | undefined {
  const [versions, setVersions] = useState<readonly Version[]>()
  useEffect(() => {
    let here = true
    if (schemeId === undefined) return
    void call('edit.history', { table: 'scheme', rowId: schemeId, limit: 500 }).then((entries) => {
      if (!here) return
      setVersions(
        entries.flatMap(({ revision, at, authorName, title, after }) => {
          const scheme = EditableScheme.safeParse(documentOf(after)).data
          return scheme ? [{ revision, at, authorName, title, scheme }] : []
        })
      )
    }, toastError)
    return () => {
      here = false
    }
  }, [schemeId])
  return versions
}

const documentOf = (row: unknown): unknown =>
  typeof row === 'object' && row !== null && 'document' in row ? row.document : undefined
