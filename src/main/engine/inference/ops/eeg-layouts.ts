/** Scalp grids by name: rows from front to back, columns from left to right; empty where the grid has no electrode. */
export const gridLayouts: Readonly<Record<string, readonly (readonly string[])[]>> = {
  /** The 62 electrodes of SEED on nine rows and columns. */
  'seed-9x9': rows(`
    .    .    .    FP1  FPZ  FP2  .    .    .
    .    .    .    AF3  .    AF4  .    .    .
    F7   F5   F3   F1   FZ   F2   F4   F6   F8
    FT7  FC5  FC3  FC1  FCZ  FC2  FC4  FC6  FT8
    T7   C5   C3   C1   CZ   C2   C4   C6   T8
    TP7  CP5  CP3  CP1  CPZ  CP2  CP4  CP6  TP8
    P7   P5   P3   P1   PZ   P2   P4   P6   P8
    .    PO7  PO5  PO3  POZ  PO4  PO6  PO8  .
    .    .    CB1  O1   OZ   O2   CB2  .    .`),
  /** The 32 electrodes of DEAP on nine rows and columns. */
  'deap-9x9': rows(`
    .    .    .    FP1  .    FP2  .    .    .
    .    .    .    AF3  .    AF4  .    .    .
    F7   .    F3   .    FZ   .    F4   .    F8
    .    FC5  .    FC1  .    FC2  .    FC6  .
    T7   .    C3   .    CZ   .    C4   .    T8
    .    CP5  .    CP1  .    CP2  .    CP6  .
    P7   .    P3   .    PZ   .    P4   .    P8
    .    .    .    PO3  .    PO4  .    .    .
    .    .    .    O1   OZ   O2   .    .    .`)
}

function rows(text: string): readonly (readonly string[])[] {
  return text
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split(/\s+/)
        .map((name) => (name === '.' ? '' : name))
    )
}
