let keep = (): Promise<void> => Promise.resolve()

/** Whoever counts working time says here how what is counted so far is written down. */
export const onKeepWork = (write: () => Promise<void>): void => void (keep = write)

/** Write down the time counted so far: before work is finished, or somebody else takes over, it still counts. */
export const keepWork = (): Promise<void> => keep()
