/** One step of an input pipeline or of the decoding of an output, with its parameters. */
export interface OpStep {
  readonly op: string
  readonly [parameter: string]: unknown
}
