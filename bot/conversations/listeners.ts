type Listener = (event: 'grown' | 'deleted') => void;

/** Who in this process wants to know of changes, by conversation. */
export class Listeners {
  private readonly byId = new Map<string, Set<Listener>>();

  /** Adds a listener; returns the remover. */
  add(id: string, listener: Listener): () => void {
    const held = this.byId.get(id) ?? new Set();
    this.byId.set(id, held.add(listener));
    return () => {
      held.delete(listener);
      if (held.size === 0 && this.byId.get(id) === held) this.byId.delete(id);
    };
  }

  /** Calls the listeners of a conversation. One that throws harms neither the others nor the turn. */
  tell(id: string, event: 'grown' | 'deleted'): void {
    for (const listener of [...(this.byId.get(id) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        process.emitWarning(error as Error);
      }
    }
  }

  /** The conversations that have listeners. */
  ids(): string[] {
    return [...this.byId.keys()];
  }
}
