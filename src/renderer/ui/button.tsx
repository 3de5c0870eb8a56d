import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { Tooltip } from './tooltip'

interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: 'primary' | 'plain' | 'quiet' | 'bad'
  readonly size?: 'small' | 'normal'
}

/** A button with a verb on it. */
export function Button({ tone = 'plain', size = 'normal', className, ...props }: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...props}
      data-tone={tone}
      data-size={size}
      className={classNames('button', className)}
    />
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'tone'> {
  /** Name for screen readers and the tooltip. */
  readonly label: string
  /** Keys as text, shown in the tooltip. */
  readonly keys?: string
  readonly tone?: 'primary' | 'plain'
  /** Set for a switch: pressed or not. */
  readonly pressed?: boolean
}

/** A button with a picture; its name and keys show on hover and focus. */
export function IconButton({
  label,
  keys,
  tone = 'plain',
  size = 'normal',
  pressed,
  className,
  ...props
}: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        {...props}
        aria-label={label}
        aria-pressed={pressed}
        data-tone={tone}
        data-size={size}
        className={classNames('icon-button', className)}
      />
    </Tooltip>
  )
}
