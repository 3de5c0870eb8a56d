import type { ReactNode } from 'react'
import type { TemporalAnswer } from '../../../../../shared/contract/temporal'
import { labelsOf } from '../../../../../shared/domain/labels'
import { chooseSegments, useSegmentsChoice } from '../../../../session/compare-segments'
import { useProject } from '../../../../session/project'
import { Select } from '../../../../ui/select'

const NONE = '\u0000none'
const OVERLAPS = [0.1, 0.25, 0.5, 0.75] as const
const TOLERANCES = [100, 200, 500, 1000, 2000] as const
const COLLARS = [0, 100, 250, 500] as const

/** What counts as an event, a hit and a boundary. */
export function Controls({ report }: { report: TemporalAnswer }): ReactNode {
  const { overlap, toleranceMs, collarMs } = useSegmentsChoice()
  const scheme = useProject((state) => state.index.schemes.get(report.schemeId))
  const labels = labelsOf(scheme, report.attributeId)
  return (
    <div className="report-bar segments-controls" role="group" aria-label="What counts">
      <span className="segments-control">
        <span className="faint">No emotion is</span>
        <Select
          size="small"
          label="Label for no emotion"
          value={report.background ?? NONE}
          options={[
            ...labels.map(({ id, name }) => ({ id, title: name })),
            { id: NONE, title: 'none of the labels' }
          ]}
          onChange={(id) => chooseSegments({ background: id === NONE ? null : id })}
        />
      </span>
      <span className="segments-control">
        <span className="faint">a hit overlaps by</span>
        <Select
          size="small"
          label="Overlap of a hit"
          value={String(overlap)}
          options={OVERLAPS.map((share) => ({ id: String(share), title: `tIoU ${share}` }))}
          onChange={(id) => chooseSegments({ overlap: Number(id) })}
        />
      </span>
      <span className="segments-control">
        <span className="faint">boundaries within</span>
        <Select
          size="small"
          label="Tolerance of boundaries"
          value={String(toleranceMs)}
          options={TOLERANCES.map((ms) => ({ id: String(ms), title: `${ms} ms` }))}
          onChange={(id) => chooseSegments({ toleranceMs: Number(id) })}
        />
      </span>
      <span className="segments-control">
        <span className="faint">collar</span>
        <Select
          size="small"
          label="Collar around boundaries"
          value={String(collarMs)}
          options={COLLARS.map((ms) => ({ id: String(ms), title: ms === 0 ? 'none' : `${ms} ms in all` }))}
          onChange={(id) => chooseSegments({ collarMs: Number(id) })}
        />
      </span>
    </div>
  )
}
