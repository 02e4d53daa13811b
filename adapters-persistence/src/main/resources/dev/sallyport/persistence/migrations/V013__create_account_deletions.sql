-- An account that its owner deleted can be used by nobody, and is gone once it is due. A version that knows nothing of it lets nobody in
-- either.
ALTER TABLE users
    DROP CONSTRAINT users_status_known,
    ADD CONSTRAINT users_status_known CHECK (status IN ('active', 'suspended', 'deleting'));

CREATE TABLE account_deletions (
    user_id          uuid        PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- A keyed digest of what calls it off: without the key, this table keeps no account.
    keep_link_digest bytea       NOT NULL CONSTRAINT account_deletions_link_unique UNIQUE,
    due_at           timestamptz NOT NULL
);

-- For finding whose time has come.
CREATE INDEX account_deletions_due_at ON account_deletions (due_at);
