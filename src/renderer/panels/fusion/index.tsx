import { Combine } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { runAction } from '../../session/actions'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Tabs } from '../../ui/tabs'
import { recallChoice, useFusing } from './choice'
import { Lanes } from './lanes'
import { Members } from './members'
import { Rules } from './rules'
import { Score } from './score'
import { Stack } from './stack'
import { Toolbar } from './toolbar'
import { useLatest } from './use-latest'
import './fusion.css'

/** Put answers of several models or people together, and see at once how well the result agrees with somebody. */
export default function FusionPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallChoice(), [projectId])
  const fusing = useFusing()
  const { value, problem, loading } = useLatest('fusion.score', fusing.query)
  const [part, setPart] = useState<'members' | 'rules'>('members')

  if (fusing.entries.filter((entry) => entry.labelled > 0).length < 2 || !fusing.plan)
    return (
      <section className="panel fusion">
        <Empty
          icon={<Combine size={20} />}
          title="Several answers make a better one, sometimes"
          action={
            <Button tone="primary" onClick={() => runAction('model.run')}>
              Run a model…
            </Button>
          }
        >
          Run a model on faces and one on the voice, or let two people label: here their answers are weighed
          and put together, beside a score against whoever you trust.
        </Empty>
      </section>
    )
  return (
    <section className="panel fusion" aria-busy={loading}>
      <Toolbar fusing={fusing} plan={fusing.plan} />
      <div className="answer-progress" data-on={loading ? '' : undefined} />
      <div className="fusion-body">
        <div className="fusion-columns">
          <div className="fusion-left">
            <header className="fusion-tabs">
              <Tabs
                label="What of the fusion is shown"
                value={part}
                options={[
                  { id: 'members', title: 'Members' },
                  {
                    id: 'rules',
                    title: `Rules${fusing.plan.rules.length > 0 ? ` (${fusing.plan.rules.length})` : ''}`
                  }
                ]}
                onChange={setPart}
              />
            </header>
            {part === 'members' ? (
              <Members fusing={fusing} plan={fusing.plan} answer={value} />
            ) : (
              <Rules fusing={fusing} plan={fusing.plan} />
            )}
            {fusing.plan.combine === 'stack' && <Stack fusing={fusing} plan={fusing.plan} />}
          </div>
          <Score fusing={fusing} answer={value} problem={problem} loading={loading} />
        </div>
        <Lanes fusing={fusing} plan={fusing.plan} />
      </div>
    </section>
  )
}
