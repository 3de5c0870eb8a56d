import type { Db } from './database'

/** What a window remembered under a key: layout, viewport. Not part of the document, not undoable. */
export function readUiState(db: Db, key: string): unknown {
  const text = db.sql('SELECT value FROM ui_state WHERE key = ?').pluck().get(key)
  return typeof text === 'string' ? JSON.parse(text) : undefined
}

/** Remember a value; `undefined` forgets it. */
export function writeUiState(db: Db, key: string, value: unknown): void {
  if (value === undefined) db.sql('DELETE FROM ui_state WHERE key = ?').run(key)
  else
    db.sql('INSERT INTO ui_state VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value').run(
      key,
      JSON.stringify(value)
    )
}
