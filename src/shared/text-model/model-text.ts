/** What a model reads of a unit of text: the exact characters of one of its inputs, and the pieces they become. */
export interface ModelText {
  /** Name of the input. */
  readonly input: string
  readonly text: string
  /** UTF-16 range of the turn itself, where the turns around it are read too. */
  readonly target?: readonly [from: number, to: number]
  readonly pieces: readonly ModelPiece[]
}

export interface ModelPiece {
  readonly id: number
  /** As the vocabulary spells it. */
  readonly token: string
  /** UTF-16 range in the text; empty for pieces that stand for no characters. */
  readonly range: readonly [from: number, to: number]
}
