/** Columns of units that grow as they are filled. */
export class UnitBuffer {
  count = 0
  codes: Int16Array
  at: Int32Array
  start: Float64Array
  end: Float64Array
  recording: Int32Array
  person: Int32Array

  constructor(
    readonly annotators: number,
    private capacity = 1024
  ) {
    this.codes = new Int16Array(capacity * annotators)
    this.at = new Int32Array(capacity * annotators)
    this.start = new Float64Array(capacity)
    this.end = new Float64Array(capacity)
    this.recording = new Int32Array(capacity)
    this.person = new Int32Array(capacity)
  }

  /** Add a unit and answer its index; `codes` and `at` have one entry for each annotator. */
  add(
    codes: Int16Array,
    at: Int32Array,
    start: number,
    end: number,
    recording: number,
    person: number
  ): number {
    if (this.count === this.capacity) this.grow()
    const unit = this.count++
    this.codes.set(codes, unit * this.annotators)
    this.at.set(at, unit * this.annotators)
    this.start[unit] = start
    this.end[unit] = end
    this.recording[unit] = recording
    this.person[unit] = person
    return unit
  }

  /** Whether a unit has exactly these labels. */
  hasCodes(unit: number, codes: Int16Array): boolean {
    const from = unit * this.annotators
    for (let a = 0; a < this.annotators; a++) if (this.codes[from + a] !== codes[a]) return false
    return true
  }

  private grow(): void {
    this.capacity *= 2
    this.codes = larger(this.codes, new Int16Array(this.capacity * this.annotators))
    this.at = larger(this.at, new Int32Array(this.capacity * this.annotators))
    this.start = larger(this.start, new Float64Array(this.capacity))
    this.end = larger(this.end, new Float64Array(this.capacity))
    this.recording = larger(this.recording, new Int32Array(this.capacity))
    this.person = larger(this.person, new Int32Array(this.capacity))
  }
}

function larger<T extends Int16Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
