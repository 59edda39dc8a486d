/** $1 key. */
export const READ = 'select value, etag, updated_at from records where key = $1';
const INSERT = 'insert into records (key, kind, value, etag, updated_at) values ($1, $2, $3, $4, $5)';

/** By what the write expects: $1 key, $2 kind, $3 value, $4 new eTag, $5 time, $6 expected eTag. No row touched: a conflict. */
export const WRITE = {
  absent: `${INSERT} on conflict (key) do nothing`,
  any: `${INSERT} on conflict (key) do update set value = excluded.value, etag = excluded.etag, updated_at = excluded.updated_at`,
  version: 'update records set value = $3, etag = $4, updated_at = $5 where key = $1 and kind = $2 and etag = $6',
};

/** $1 key, $2 expected eTag or null. */
export const DELETE = 'delete from records where key = $1 and ($2::text is null or etag = $2)';

/** $1 kind, $2 time or null, $3 number or null. */
export const LIST = `select key from records where kind = $1 and ($2::timestamptz is null or updated_at < $2)
  order by updated_at limit $3`;
