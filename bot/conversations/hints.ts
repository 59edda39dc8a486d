/** What happened to a conversation; or that anything may have, because hints were lost for a while. */
export type Hint = { id: string; event: 'grown' | 'deleted' } | 'any';

/** How processes that share a store tell each other that a conversation has changed. A hint carries nothing of what was said. */
export interface Hints {
  /** Tells the other processes, soon and at best; the store holds the truth. */
  tell(id: string, event: 'grown' | 'deleted'): void;
  /** Calls back for what the other processes tell. */
  hear(listener: (hint: Hint) => void): void;
}
