import type { ReactNode } from 'react'

/** Dimensions that have pictures. */
export type ManikinDimension = 'valence' | 'arousal' | 'dominance'

export const isManikinDimension = (id: string): id is ManikinDimension =>
  id === 'valence' || id === 'arousal' || id === 'dominance'

interface ManikinProps {
  readonly dimension: ManikinDimension
  /** 0 least (unpleasant, calm, controlled) to 1 most (pleasant, excited, in control). */
  readonly amount: number
}

/** A little figure that shows how much of a dimension is felt: mouth and brows, an unrest in the body, or its size. */
export function Manikin({ dimension, amount }: ManikinProps): ReactNode {
  const scale = dimension === 'dominance' ? 0.36 + 0.64 * amount : 1
  return (
    <svg className="manikin" viewBox="0 0 48 64" aria-hidden="true" focusable="false">
      <g
        transform={`translate(${24 * (1 - scale)} ${62 * (1 - scale)}) scale(${scale})`}
        strokeWidth={1.7 / Math.sqrt(scale)}
      >
        <path d="M8 62 V47 Q8 36 19 35 H29 Q40 36 40 47 V62 Z" />
        <path d="M15 62 V50 M33 62 V50" />
        <rect x="12" y="3" width="24" height="28" rx="11" />
        <Face dimension={dimension} amount={amount} />
        {dimension === 'arousal' && <Unrest amount={amount} />}
      </g>
    </svg>
  )
}

function Face({ dimension, amount }: ManikinProps): ReactNode {
  const bend = dimension === 'valence' ? (amount - 0.5) * 13 : 0
  const open = dimension === 'arousal' ? amount : 0.5
  // Brows: inner ends up where it is sad, both up and round where it is pleasant or exciting; never drawn together.
  const sad = dimension === 'valence' ? Math.max(0, 0.5 - amount) * 6 : 0
  const raised = dimension === 'dominance' ? 0 : Math.max(0, amount - 0.5) * 2
  const y = 11 - 2.4 * raised
  const round = 0.4 + 2 * raised
  return (
    <>
      <path d={`M15 ${y + sad / 2} Q18 ${y - round} 21 ${y - sad / 2}`} />
      <path d={`M33 ${y + sad / 2} Q30 ${y - round} 27 ${y - sad / 2}`} />
      {open < 0.12 ? (
        <path d="M16.5 16 Q18.5 17.5 20.5 16 M27.5 16 Q29.5 17.5 31.5 16" />
      ) : (
        <g className="solid">
          <ellipse cx="18.5" cy="16" rx={1.2 + open * 0.9} ry={0.7 + open * 2} />
          <ellipse cx="29.5" cy="16" rx={1.2 + open * 0.9} ry={0.7 + open * 2} />
        </g>
      )}
      {dimension === 'arousal' && amount > 0.6 ? (
        <ellipse cx="24" cy="25" rx={2 + amount * 1.5} ry={(amount - 0.4) * 4} />
      ) : (
        <path d={`M17.5 ${25 - bend / 4} Q24 ${25 + bend * 0.75} 30.5 ${25 - bend / 4}`} />
      )}
    </>
  )
}

/** A star in the body that grows with the unrest, and shakes beside it. */
function Unrest({ amount }: { amount: number }): ReactNode {
  const outer = 1.6 + amount * 9
  const inner = outer * (0.85 - 0.4 * amount)
  const spikes = 6 + Math.round(amount * 4)
  const points = Array.from({ length: spikes * 2 }, (_, index) => {
    const radius = index % 2 === 0 ? outer : inner
    const angle = (index * Math.PI) / spikes - Math.PI / 2
    return `${(24 + radius * Math.cos(angle)).toFixed(2)},${(49 + radius * Math.sin(angle)).toFixed(2)}`
  }).join(' ')
  return (
    <>
      <polygon className="solid" points={points} />
      {amount > 0.7 && <path d="M4 40 L2 45 L5 48 L2 54 M44 40 L46 45 L43 48 L46 54" />}
    </>
  )
}
