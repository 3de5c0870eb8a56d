import { describe, expect, it } from 'vitest'
import { aggregationRule } from '../../../src/shared/gold/aggregation-rule'

const scheme = (aggregation: readonly object[]) => ({
  id: 's',
  name: 's',
  version: '1',
  document: {
    schema: 'affectory.labels/1',
    id: 's',
    name: 's',
    attributes: [
      { id: 'mood', type: 'categorical', unit: 'segment', labels: [{ id: 'good' }] },
      { id: 'va', type: 'trace', unit: 'recording', dims: [{ id: 'valence', range: [-1, 1] }] }
    ],
    roles: [
      { id: 'self', perspective: 'self' },
      { id: 'seen', perspective: 'observer', blindTo: ['self'] }
    ],
    aggregation
  }
})

describe('the rule that a scheme asks for', () => {
  it('counts the views of its roles and tells what the rule cannot do', () => {
    const said = { attribute: 'mood', method: 'majority', roles: ['seen'], minVotes: 2, tie: 'expert' }
    expect(aggregationRule(scheme([said]), 'mood', 'votes')).toMatchObject({
      rule: { rule: 'majority', blank: 'nothing' },
      perspectives: ['observer'],
      left: ['at least 2 votes', 'ties by “expert”']
    })
  })

  it('passes over what is kept apart, and is of the attribute and kind asked for', () => {
    const kept = { attribute: 'mood', method: 'keep-all', roles: ['self'] }
    const mean = { attribute: 'va', method: 'mean-trace-aligned' }
    expect(aggregationRule(scheme([kept]), 'mood', 'votes')).toBeUndefined()
    expect(aggregationRule(scheme([kept, mean]), 'va', 'traces')?.rule.rule).toBe('dba')
    expect(aggregationRule(scheme([mean]), 'va', 'votes')).toBeUndefined()
    expect(aggregationRule(scheme([mean]), 'mood', 'traces')).toBeUndefined()
    expect(aggregationRule(undefined, 'mood', 'votes')).toBeUndefined()
  })
})
