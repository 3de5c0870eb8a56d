/** Slot of an analysis in the thread: pages have slots of their own. */
export const analysisSlot = (slot: string): string => `analysis ${slot}`
