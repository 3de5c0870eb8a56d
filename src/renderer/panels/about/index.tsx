import type { ReactNode } from 'react'
import { call } from '../../client'
import { useAppInfo } from '../../session/app-info'
import { closeDialog } from '../../session/dialogs'
import { providerName } from '../../session/provider-note'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'

/** Versions, for papers and for reports of trouble. */
export default function About(): ReactNode {
  const info = useAppInfo()
  const facts: readonly (readonly [string, string])[] = info
    ? [
        ['Affectory', info.version],
        ['Electron', info.electron],
        ['Chromium', info.chromium],
        ['Node', info.node],
        ['ONNX Runtime', info.onnxRuntime],
        ['System', info.platform],
        ['ffmpeg', info.ffmpeg?.version.replace(/ Copyright.*/, '') ?? 'not found'],
        ['Models on', info.providers.map(providerName).join(', ') || 'not known yet']
      ]
    : []
  const copy = async (): Promise<void> => {
    await call('app.copyText', { text: facts.map(([name, value]) => `${name}: ${value}`).join('\n') })
    toast('Versions copied.', { tone: 'good' })
  }
  return (
    <Dialog
      title="About Affectory"
      widthPx={420}
      onClose={closeDialog}
      foot={<Button onClick={() => void copy()}>Copy</Button>}
    >
      <p>
        A desktop laboratory for emotion recognition: label, run models, find where they are wrong, export.
        Apache-2.0.
      </p>
      <dl className="card-facts selectable">
        {facts.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
    </Dialog>
  )
}

const Fact = ({ name, value }: { name: string; value: string }): ReactNode => (
  <>
    <dt>{name}</dt>
    <dd className="mono">{value}</dd>
  </>
)
