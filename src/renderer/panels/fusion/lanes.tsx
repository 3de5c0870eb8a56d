import type { MouseEvent, ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { FusionLanePicture, FusionStretch } from '../../../shared/contract/fusion'
import { labelOf } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import type { FusionPlan } from '../../../shared/fusion/fusion-plan'
import { clock } from '../../session/clock'
import { authorOf, useProject } from '../../session/project'
import { requestSeek, useSelection } from '../../session/selection'
import { inkOn } from '../../ui/ink-on'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'
import type { Fusing } from './choice'
import { useLatest } from './use-latest'
import { usePresets } from './use-presets'

const ROW_PX = 20
const GAP_PX = 3
const never = (): (() => void) => () => undefined

/** The fusion of the open recording: who says what when; where a member says nothing the result is hatched. */
export function Lanes({ fusing, plan }: { fusing: Fusing; plan: FusionPlan }): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  const recording = useProject((state) => state.index.recordings.get(recordingId ?? ''))
  const query = useMemo(
    () =>
      recordingId === undefined
        ? undefined
        : { plan, recordingIds: fusing.query?.recordingIds ?? [], recordingId },
    [plan, fusing.query, recordingId]
  )
  const { value } = useLatest('fusion.lanes', query)
  if (!recording || !value) return null
  if (value.length === 0)
    return <p className="faint fusion-note">No member says anything about {recording.name}.</p>
  return (
    <section className="fusion-lanes" aria-label={`Fusion of ${recording.name}`}>
      <header className="fusion-lanes-head">
        <h3 className="section-head">{recording.name}</h3>
        <span className="faint">hatched: a member says nothing there · a click plays from there</span>
      </header>
      {value.map((lane, i) => (
        <Lane key={i} lane={lane} plan={plan} duration={recording.duration} />
      ))}
    </section>
  )
}

interface Row {
  readonly name: string
  readonly stretches: readonly FusionStretch[]
  readonly schemeId: string
  readonly attributeId: string
  readonly strong?: true
}

function Lane({
  lane,
  plan,
  duration
}: {
  lane: FusionLanePicture
  plan: FusionPlan
  duration: number
}): ReactNode {
  const schemes = useProject((state) => state.index.schemes)
  const presets = usePresets()
  const rows = useMemo<readonly Row[]>(
    () => [
      {
        name: lane.name === 'Fused' ? 'Fused' : `Fused, ${lane.name}`,
        stretches: lane.fused,
        ...plan.target,
        strong: true
      },
      ...(lane.compound && plan.ruleTarget
        ? [{ name: 'Compound', stretches: lane.compound, ...plan.ruleTarget }]
        : []),
      ...lane.members.map((stretches, m) => ({
        name: authorOf(plan.members[m]?.authorId)?.name ?? '',
        stretches,
        ...plan.target
      }))
    ],
    [lane, plan]
  )
  const paint = useCallback(
    (to: CanvasRenderingContext2D, widthPx: number) =>
      paintRows(
        to,
        widthPx,
        rows,
        duration,
        (id) => schemes.get(id) ?? presets.find((scheme) => scheme.id === id)
      ),
    [rows, duration, schemes, presets]
  )
  const head = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = (): void => {
      const width = field.current?.clientWidth ?? 0
      if (head.current)
        head.current.style.transform = `translateX(${(clock.get() / Math.max(1, duration)) * width}px)`
    }
    place()
    return clock.subscribe(place)
  }, [duration])
  const onClick = (event: MouseEvent): void => {
    const box = event.currentTarget.getBoundingClientRect()
    requestSeek(micros(((event.clientX - box.left) / Math.max(1, box.width)) * duration), { play: true })
  }
  const missing = lane.fused.filter((stretch) => stretch.missing.length > 0).length
  return (
    <div className="fusion-lane">
      <div className="fusion-lane-names">
        {rows.map(({ name }, i) => (
          <span key={i} className="truncate" style={{ height: ROW_PX, marginBottom: GAP_PX }}>
            {name}
          </span>
        ))}
      </div>
      <div
        className="fusion-lane-field"
        ref={field}
        style={{ height: rows.length * (ROW_PX + GAP_PX) }}
        onClick={onClick}
      >
        <LiveCanvas
          label={`${lane.name}: ${lane.fused.length} stretches, ${missing} of them without one of the members; a click plays from there`}
          paint={paint}
          subscribe={never}
        />
        <div className="fusion-playhead" ref={head} />
      </div>
    </div>
  )
}

/** Least width at which a stretch carries its letter, pixels. */
const LETTER_PX = 12

function paintRows(
  to: CanvasRenderingContext2D,
  widthPx: number,
  rows: readonly Row[],
  duration: number,
  schemeOf: (id: string) => SchemeRow | undefined
): void {
  const colors = themeColors()
  const x = (time: number): number => (time / Math.max(1, duration)) * widthPx
  rows.forEach((row, r) => {
    const top = r * (ROW_PX + GAP_PX)
    to.fillStyle = colors.raised
    to.fillRect(0, top, widthPx, ROW_PX)
    for (const { start, end, label, missing } of row.stretches) {
      const found = labelOf(schemeOf(row.schemeId), label, row.attributeId)
      if (!found) continue
      const [left, width] = [x(start), Math.max(1, x(end) - x(start))]
      to.globalAlpha = row.strong ? 1 : 0.62
      to.fillStyle = found.color
      to.fillRect(left, top, width, ROW_PX)
      to.globalAlpha = 1
      if (missing.length > 0) hatch(to, left, top, width, colors.panel)
      if (width < LETTER_PX) continue
      to.fillStyle = row.strong && missing.length === 0 ? inkOn(found.color) : colors.text
      to.font = `600 11px ${colors.font}`
      to.textBaseline = 'middle'
      to.fillText(found.letter, left + 4, top + ROW_PX / 2 + 0.5)
    }
  })
}

/** Bars of the ground across a stretch. */
function hatch(to: CanvasRenderingContext2D, left: number, top: number, width: number, color: string): void {
  to.save()
  to.beginPath()
  to.rect(left, top, width, ROW_PX)
  to.clip()
  to.strokeStyle = color
  to.lineWidth = 3
  for (let at = left - ROW_PX; at < left + width + ROW_PX; at += 7) {
    to.beginPath()
    to.moveTo(at, top + ROW_PX)
    to.lineTo(at + ROW_PX, top)
    to.stroke()
  }
  to.restore()
}
