/** What a soak has seen so far. */
export interface Tally {
  conversations: number;
  /** Messages that the server has acknowledged. */
  acknowledged: number;
  /** Messages that were sent twice at once with the same id. */
  sentTwice: number;
  /** Sockets that were cut, and that came back from where they were. */
  reconnected: number;
  /** What must not happen, each in words. */
  lost: string[];
  doubled: string[];
  errors: string[];
  /** Milliseconds from sending a message to its acknowledgement: durable, with its replies. */
  times: number[];
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return {
    conversations: 0,
    acknowledged: 0,
    sentTwice: 0,
    reconnected: 0,
    lost: [],
    doubled: [],
    errors: [],
    times: [],
  };
}
