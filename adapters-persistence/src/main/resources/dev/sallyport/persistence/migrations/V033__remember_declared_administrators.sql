-- Which addresses BOOTSTRAP_FILE has declared to be administrators', so that none is invited by it a second time, however its account ended.
CREATE TABLE declared_administrators (
    -- A keyed digest: it outlasts the account, and tells only whoever has the address and the key.
    email_digest bytea       PRIMARY KEY,
    declared_at  timestamptz NOT NULL
);
