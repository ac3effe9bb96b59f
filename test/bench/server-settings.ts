/** Durable commits, as on a server that keeps a town hall's books; the rest is PostgreSQL's default. */
export const SERVER_SETTINGS = { synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '256MB' };
