import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Component } from 'react'
import { Button } from './button'
import { Empty } from './empty'

interface Props {
  /** Name of the panel, for the sentence. */
  readonly name: string
  readonly children: ReactNode
}

/** A panel that fails must not take the others with it. */
export class PanelBoundary extends Component<Props, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Empty
        icon={<TriangleAlert size={20} />}
        title={`${this.props.name} could not be drawn`}
        action={
          <Button size="small" onClick={() => this.setState({ error: undefined })}>
            Try again
          </Button>
        }
      >
        {error.message}. Your work is saved; the other panels go on.
      </Empty>
    )
  }
}
