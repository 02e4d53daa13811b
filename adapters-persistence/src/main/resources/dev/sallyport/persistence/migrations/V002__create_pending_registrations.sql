-- Wishes for an account. Any number may wait for one address, and none of them is an account.
CREATE TABLE pending_registrations (
    id               uuid        PRIMARY KEY,
    email            text        NOT NULL,
    password_hash    text        NOT NULL,
    display_name     text,
    locale           text        NOT NULL,
    -- Keyed digests: without the key, this table proves no address.
    code_digest      bytea       NOT NULL,
    link_digest      bytea       NOT NULL CONSTRAINT pending_registrations_link_unique UNIQUE,
    proof_expires_at timestamptz NOT NULL,
    failures         integer     NOT NULL CONSTRAINT pending_registrations_failures_counted CHECK (failures >= 0),
    created_at       timestamptz NOT NULL,
    purge_after      timestamptz NOT NULL,
    -- Set by whoever proves the address first: a registration becomes one account at the most.
    spent_at         timestamptz
);

-- For purging what nobody proved in time.
CREATE INDEX pending_registrations_purge ON pending_registrations (purge_after);
