/** The parts of Plotly that figures use. */
declare module 'plotly.js-strict-dist-min' {
  interface Figure {
    readonly data: readonly object[]
    readonly layout: object
    readonly config?: object
  }
  interface ImageOptions {
    readonly format: 'png' | 'svg'
    readonly width: number
    readonly height: number
    readonly scale?: number
  }
  const plotly: {
    react(element: HTMLElement, figure: Figure): Promise<unknown>
    purge(element: HTMLElement): void
    readonly Plots: { resize(element: HTMLElement): Promise<unknown> }
    toImage(figure: Figure, options: ImageOptions): Promise<string>
  }
  export default plotly
}
