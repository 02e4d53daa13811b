-- Where users are signed in: one row each, however often the session is refreshed. Refresh tokens are derived from id and
-- generation under a key, never stored. Every refresh updates the row in place, so its pages keep room for that.
CREATE TABLE sessions (
    id               uuid        PRIMARY KEY,
    user_id          uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    generation       bigint      NOT NULL CONSTRAINT sessions_generation_counted CHECK (generation >= 0),
    methods          text[]      NOT NULL,
    authenticated_at timestamptz NOT NULL,
    opened_at        timestamptz NOT NULL,
    rotated_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    ends_at          timestamptz NOT NULL,
    ended_at         timestamptz,
    client_address   inet        NOT NULL,
    user_agent       text,
    CONSTRAINT sessions_absolute_end CHECK (expires_at <= ends_at)
) WITH (fillfactor = 80);

-- For listing and ending a user's sessions, and for deleting the user.
CREATE INDEX sessions_user ON sessions (user_id);
