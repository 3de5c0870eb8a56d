import { TriangleAlert, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { ComparisonAnswer } from '../../../shared/contract'
import type { MappingReport } from '../../../shared/mapping/label-mapper'
import { call } from '../../client'
import { mappingNames, useMappedChoices } from '../../session/common-targets'
import { openDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { plural } from '../../ui/format'
import { MappingNotice } from '../../ui/mapping-notice'
import { Notice } from '../../ui/notice'
import type { Query } from './choice'
import { choose } from './choice'

interface NoticesProps {
  readonly query: Query
  readonly report: ComparisonAnswer
  readonly referenceName: string
  readonly candidateName: string
}

/** What keeps labels from taking part, with the way to change it. */
export function Notices(props: NoticesProps): ReactNode {
  return (
    <>
      {props.report.mapping ? (
        <MappedNotice {...props} mapping={props.report.mapping} />
      ) : (
        <UnmappedNotice {...props} />
      )}
      {props.report.n === 0 && <NothingPaired {...props} />}
      {props.query.ignorePersons && props.report.n > 0 && (
        <Notice
          icon={<Users size={14} />}
          action={
            <Button size="small" onClick={() => choose({ ignorePersons: false })}>
              Keep apart
            </Button>
          }
        >
          Persons are ignored: a label may be compared with one about somebody else.
        </Notice>
      )}
    </>
  )
}

/** Which mapping tables made the labels comparable, what they lost, and what was said besides. */
function MappedNotice({
  report,
  mapping,
  referenceName,
  candidateName
}: NoticesProps & { mapping: MappingReport }): ReactNode {
  const index = useProject((state) => state.index)
  const names = mappingNames(index)
  const said = (which: 'reference' | 'candidate', name: string): string | undefined => {
    const labels = report.unmapped.filter(
      ({ side, label }) => side === which && mapping.notShared.includes(label)
    )
    return labels.length === 0
      ? undefined
      : `${name} says ${labels.map(({ label, segments }) => `${names.label(mapping.to, label)} (${plural(segments, 'segment')})`).join(', ')}.`
  }
  const others = [said('reference', referenceName), said('candidate', candidateName)].filter(Boolean)
  return (
    <MappingNotice
      mapping={mapping}
      names={names}
      others={others.join(' ')}
      onStop={() => choose({ mapTo: undefined })}
    />
  )
}

function UnmappedNotice({ query, report, referenceName, candidateName }: NoticesProps): ReactNode {
  const [target] = useMappedChoices([query.referenceAuthorId, query.candidateAuthorId])
  if (report.unmapped.length === 0) return null
  const side = (which: 'reference' | 'candidate', name: string): string | undefined => {
    const labels = report.unmapped.filter((entry) => entry.side === which)
    if (labels.length === 0) return undefined
    const shown = labels.slice(0, 4).map((entry) => `${entry.label} (${plural(entry.segments, 'segment')})`)
    return `${name}: ${shown.join(', ')}${labels.length > 4 ? ` and ${labels.length - 4} more` : ''}`
  }
  return (
    <Notice
      icon={<TriangleAlert size={14} />}
      tone="warn"
      action={
        <span className="compare-actions">
          {target && (
            <Button
              size="small"
              title={`Compare in the labels of ${target.name}`}
              onClick={() => choose({ mapTo: target.to, schemeId: undefined })}
            >
              Map labels
            </Button>
          )}
          <Button
            size="small"
            onClick={() =>
              openDialog({
                id: 'scheme',
                props: {
                  schemeId: report.schemeId,
                  missing: [...new Set(report.unmapped.map(({ label }) => label))]
                }
              })
            }
          >
            Add an alias…
          </Button>
        </span>
      }
    >
      Labels without a counterpart are left out.{' '}
      {[side('reference', referenceName), side('candidate', candidateName)].filter(Boolean).join('; ')}. An
      alias in the scheme (“Also called”) pairs them.
    </Notice>
  )
}

/** Nothing met: because of persons, or because the two never overlap. */
function NothingPaired({ query, report, referenceName, candidateName }: NoticesProps): ReactNode {
  const key = `${JSON.stringify(query)} ${report.revision}`
  const [tried, setTried] = useState<{ readonly key: string; readonly n: number }>()
  const without = tried?.key === key ? tried.n : undefined
  useEffect(() => {
    let ended = false
    if (query.ignorePersons) return
    // Whether persons are the reason is known only by pairing without them.
    void call('compare.report', { ...query, ignorePersons: true })
      .then((report) => !ended && setTried({ key, n: report.n }))
      .catch(() => undefined)
    return () => {
      ended = true
    }
    // The question by its content, and again when the data moved.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  if (!query.ignorePersons && without === undefined) return null
  if (without)
    return (
      <Notice
        icon={<Users size={14} />}
        tone="warn"
        action={
          <Button size="small" tone="primary" onClick={() => choose({ ignorePersons: true })}>
            Ignore persons
          </Button>
        }
      >
        Everything is left out because {referenceName} and {candidateName} never speak of the same person.
        Without regard to persons{' '}
        {report.unit === 'segments' ? plural(without, 'segment') : `${without.toFixed(1)} s`} would be
        compared.
      </Notice>
    )
  return (
    <Notice icon={<TriangleAlert size={14} />} tone="warn">
      No label of {referenceName} meets one of {candidateName}, so there is nothing to compare. What was left
      out, and why, stands below.
    </Notice>
  )
}
