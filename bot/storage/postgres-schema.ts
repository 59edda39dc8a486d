import type { Pool } from 'pg';

/**
 * `value` is json and not jsonb: it gives back what was written, character by character, and takes the escapes of NUL and of
 * half surrogate pairs, which people can type and jsonb refuses.
 */
const TABLE = `
  create table records (
    key text primary key,
    kind text not null,
    value json not null,
    etag text not null,
    updated_at timestamptz not null
  );
  create index records_by_age on records (kind, updated_at);`;

/** Any number, the same in all processes. */
const SCHEMA_LOCK = 7_210_459_031;

/** Makes the table unless it is there. Several processes may do so at once; a role without CREATE may use a table made beforehand. */
export async function ensureSchema(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const note = (error: Error) => {
    broken = error;
  };
  client.on('error', note);
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('records') is not null as there`);
    if (!rows[0]?.there) await client.query(TABLE);
    await client.query('commit');
  } catch (error) {
    note(error as Error);
    throw error;
  } finally {
    client.off('error', note);
    client.release(broken);
  }
}
