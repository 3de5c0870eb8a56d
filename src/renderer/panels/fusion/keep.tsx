import type { ReactNode } from 'react'
import { useState } from 'react'
import type { FusionPlan } from '../../../shared/fusion/fusion-plan'
import { call } from '../../client'
import { authorOf } from '../../session/project'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Popover } from '../../ui/popover'
import { Field, TextInput } from '../../ui/text-field'

interface KeepProps {
  readonly plan: FusionPlan
  readonly recordingIds: readonly string[]
  readonly icon: ReactNode
}

/** Keep the result under a name: a run with an author of its own. */
export function Keep({ plan, recordingIds, icon }: KeepProps): ReactNode {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string>()
  const name = typed ?? plan.members.map(({ authorId }) => authorOf(authorId)?.name ?? '').join(' + ')
  const keep = async (): Promise<void> => {
    setOpen(false)
    try {
      await call('fusion.keep', { plan, recordingIds: [...recordingIds], name })
      toast(`“${name}” is being written as an author of its own; its tracks appear while it goes on.`)
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <Popover
      label="Keep the fusion"
      align="end"
      widthPx={320}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" tone="primary">
          {icon} Keep as a run…
        </Button>
      }
    >
      <form
        className="fusion-keep"
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <Field
          label="Name"
          hint="An author of this name gets a new run; the one before stays. Compare shows the newest."
        >
          {(id) => (
            <TextInput
              id={id}
              value={name}
              maxLength={120}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button type="submit" tone="primary" disabled={name.trim() === ''}>
          Keep
        </Button>
      </form>
    </Popover>
  )
}
