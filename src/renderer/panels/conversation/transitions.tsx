import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { emotionTransitionsMethod } from '../../../shared/conversation/emotion-transitions'
import { shownPerspective } from '../../../shared/domain/perspective'
import { conversationChoice, setConversation } from '../../session/conversation'
import { copyText } from '../../session/copy-text'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { colorVar } from '../../ui/chip'
import { NumberCard } from '../../ui/number-card'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import type { Conversation } from './use-turns'
import { useTransitions } from './use-transitions'

/** How one emotion of a speaker follows another, as a small matrix with its card; by annotator. */
export function TransitionsView({
  conversation,
  recordingId
}: {
  readonly conversation: Conversation
  readonly recordingId: string
}): ReactNode {
  const { author, authors } = conversation
  const [scope, setScope] = useState<'recording' | 'project'>('recording')
  const recordings = useProject((state) => state.index.recordings)
  const revision = useProject((state) => state.snapshot?.revision)
  const ids = useMemo(
    () => (scope === 'recording' ? [recordingId] : [...recordings.keys()]),
    [scope, recordingId, recordings]
  )
  const { matrix, labelOf, conversations, reading } = useTransitions(ids, author)
  const most = Math.max(1, ...matrix.counts.flat())
  const used = matrix.labels.filter(
    (_, i) => matrix.counts[i]?.some((count) => count > 0) || matrix.counts.some((row) => (row[i] ?? 0) > 0)
  )
  const at = new Map(matrix.labels.map((label, i) => [label, i]))
  const count = (before: string, after: string): number =>
    matrix.counts[at.get(before) ?? -1]?.[at.get(after) ?? -1] ?? 0
  const nameOf = (id: string): string => labelOf(id)?.name ?? id
  const copy = (): void =>
    copyText(
      [
        ['before / after', ...used.map(nameOf)].join('\t'),
        ...used.map((before) => [nameOf(before), ...used.map((after) => count(before, after))].join('\t'))
      ].join('\n')
    )
  return (
    <div className="panel-body cv-transitions">
      <div className="cv-strip">
        <Select
          label="Labels of"
          size="small"
          value={author?.id}
          options={authors.map((each) => ({
            id: each.id,
            title: each.name,
            hint: shownPerspective(each) ?? ''
          }))}
          onChange={(authorId) => conversationChoice.choose({ authorId })}
        />
        <Tabs
          label="Conversations counted"
          value={scope}
          options={[
            { id: 'recording', title: 'This recording' },
            { id: 'project', title: 'All recordings' }
          ]}
          onChange={setScope}
        />
        <Button size="small" onClick={() => setConversation({ view: 'turns' })}>
          Back to the turns
        </Button>
      </div>
      <div className="cv-strip">
        <NumberCard
          onCopy={copyText}
          card={{
            name: 'Emotion shifts',
            value: matrix.shiftShare,
            ...(matrix.shiftShare === null ? { reason: 'no speaker has two labelled turns' } : {}),
            definition: `share of ${emotionTransitionsMethod.definition} in which the two emotions differ`,
            convention: emotionTransitionsMethod.convention,
            source: emotionTransitionsMethod.source,
            missingPolicy: emotionTransitionsMethod.missingPolicy,
            n: matrix.pairs,
            unit: `pairs of turns (${matrix.shifts} shifts)`,
            leftOut:
              matrix.unlabelled > 0
                ? [{ reason: 'without a label', count: matrix.unlabelled, unit: 'turns' }]
                : [],
            facts: [
              ['Annotator', author?.name ?? ''],
              ['Conversations', String(conversations)],
              ...(revision === undefined ? [] : [['Data', `revision ${revision}`] as const])
            ]
          }}
        />
        <p className="muted">
          {matrix.shifts} of {matrix.pairs} pairs change
          {reading > 0 && `, ${reading} recordings are still being read`}
        </p>
      </div>
      {used.length > 0 && (
        <>
          <table className="cv-matrix">
            <caption>
              Emotion of a speaker before (rows) and in the next turn of the same speaker (columns)
            </caption>
            <thead>
              <tr>
                <th scope="col">before</th>
                {used.map((id) => (
                  <th key={id} scope="col" title={nameOf(id)} aria-label={nameOf(id)}>
                    <b className="cv-letter" style={colorVar(labelOf(id)?.color ?? '#7d8590')}>
                      {labelOf(id)?.letter ?? id.slice(0, 1)}
                    </b>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {used.map((before) => (
                <tr key={before}>
                  <th scope="row">
                    <b className="cv-letter" style={colorVar(labelOf(before)?.color ?? '#7d8590')}>
                      {labelOf(before)?.letter ?? before.slice(0, 1)}
                    </b>{' '}
                    {nameOf(before)}
                  </th>
                  {used.map((after) => (
                    <td
                      key={after}
                      data-same={before === after ? '' : undefined}
                      style={{ '--share': count(before, after) / most } as React.CSSProperties}
                    >
                      {count(before, after)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <div className="cv-strip">
            <Button size="small" onClick={copy}>
              Copy the table
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
