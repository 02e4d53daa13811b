-- What people asked for who say that they lost a password, until it is answered: a queue. Whether an address has an account is not
-- looked up before it is taken out.
CREATE TABLE recovery_requests (
    id             uuid        PRIMARY KEY,
    email          text        NOT NULL,
    client_address inet        NOT NULL,
    user_agent     text,
    requested_at   timestamptz NOT NULL
);

-- For taking the oldest.
CREATE INDEX recovery_requests_oldest ON recovery_requests (requested_at, id);
-- For forgetting those of an account that is deleted.
CREATE INDEX recovery_requests_email ON recovery_requests (email);

-- The links by which passwords can be reset: one for each user, so that a new one voids the old.
CREATE TABLE password_resets (
    user_id     uuid        PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- Where it was mailed to: the link is void once that is no longer the account's address.
    email       text        NOT NULL,
    -- A keyed digest: without the key, this table resets no password.
    link_digest bytea       NOT NULL CONSTRAINT password_resets_link_unique UNIQUE,
    expires_at  timestamptz NOT NULL
);

-- For purging what nobody used in time.
CREATE INDEX password_resets_expires_at ON password_resets (expires_at);
