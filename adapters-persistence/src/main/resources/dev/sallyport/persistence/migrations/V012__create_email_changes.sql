-- Wishes for another address, which wait for the code that was mailed there: one for each user.
CREATE TABLE email_changes (
    user_id     uuid        PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    wanted      text        NOT NULL,
    -- A keyed digest: without the key, this table proves no address.
    code_digest bytea       NOT NULL,
    expires_at  timestamptz NOT NULL,
    failures    integer     NOT NULL CONSTRAINT email_changes_failures_counted CHECK (failures >= 0)
);

-- For purging what nobody proved in time.
CREATE INDEX email_changes_expires_at ON email_changes (expires_at);

-- The rights to have an old address back, of whoever holds a link that was mailed there.
CREATE TABLE email_change_undos (
    -- A keyed digest, like the code's.
    link_digest bytea       PRIMARY KEY,
    user_id     uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    restores    text        NOT NULL,
    -- Using one voids what was granted later.
    granted_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);

-- For voiding a user's later ones, and for deleting the user.
CREATE INDEX email_change_undos_user ON email_change_undos (user_id);
-- For purging what nobody used in time.
CREATE INDEX email_change_undos_expires_at ON email_change_undos (expires_at);
