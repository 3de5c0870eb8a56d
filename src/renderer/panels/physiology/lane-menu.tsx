import { ChartSpline } from 'lucide-react'
import type { ReactNode } from 'react'
import { keepLane, possibleLanes } from '../../session/physio/lanes'
import type { Measured } from '../../session/physio/use-measured'
import { Button } from '../../ui/button'
import { Menu } from '../../ui/menu'

/** Curves that a menu has room for; more channels are reached by marking others as bad. */
const MOST = 60

/** Keep heart rate, skin conductance, band power and others as traces beside the ratings. */
export function LaneMenu({ measured }: { measured: Measured }): ReactNode {
  const { recording, streams, chosen } = measured
  const lanes = possibleLanes(streams, chosen)
  if (lanes.length === 0) return null
  return (
    <Menu
      align="end"
      items={() => [
        { kind: 'head', title: 'Keep as a trace' },
        ...lanes.slice(0, MOST).map((lane) => ({
          title: lane.name,
          run: () => void keepLane(recording.id, lane)
        }))
      ]}
    >
      <Button size="small">
        <ChartSpline size={13} /> Keep as a lane
      </Button>
    </Menu>
  )
}
