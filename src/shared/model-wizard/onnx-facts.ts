/** An input or output of a graph. */
export interface GraphValue {
  readonly name: string
  /** As in ONNX: float32, int64, string ...; `unknown` where the file does not say. */
  readonly dtype: string
  /** A name is a size that differs from run to run; undefined: the file does not say how many axes there are. */
  readonly dims: readonly (number | string)[] | undefined
  /** Of an output: the operator that makes it, for instance Softmax. */
  readonly madeBy?: string
}

/** What an ONNX file says of itself. */
export interface OnnxFacts {
  /** Absolute path. */
  readonly path: string
  readonly sizeBytes: number
  readonly producer: string
  readonly irVersion: number
  /** Operator sets by domain; `''` is that of ONNX itself. */
  readonly opsets: Readonly<Record<string, number>>
  readonly nodes: number
  readonly inputs: readonly GraphValue[]
  readonly outputs: readonly GraphValue[]
  /** Files with weights beside it, as the graph names them. */
  readonly externalData: readonly string[]
  /** What lies beside it and helps to guess. */
  readonly beside: BesideFacts
}

/** What files beside a model tell, as Hugging Face writes them. */
export interface BesideFacts {
  /** Absolute path of a tokenizer.json. */
  readonly tokenizer?: string
  /** Labels of the answers in their order (`id2label` of config.json). */
  readonly labels?: readonly string[]
  /** `multi_label_classification` and the like. */
  readonly problemType?: string
  /** Samples a second, and whether each sound is brought to zero mean and unit variance (preprocessor_config.json). */
  readonly rateHz?: number
  readonly normalized?: boolean
  /** Of pictures, in shares of 1. */
  readonly mean?: readonly number[]
  readonly std?: readonly number[]
}
