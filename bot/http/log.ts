/** The logger's part that the web side uses; pino's loggers fit. Never given text of users, tokens or query strings. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
