-- The day on which a session is or will be over. It is indexed instead of the instant, because that moves with every refresh, and
-- PostgreSQL updates a row in place only while no indexed value changes.
ALTER TABLE sessions
    ADD COLUMN over_on date GENERATED ALWAYS AS ((COALESCE(ended_at, expires_at) AT TIME ZONE 'UTC')::date) STORED;

CREATE INDEX sessions_over_on ON sessions (over_on);

-- On what, and roughly where, users have signed in, so that they can be told when it is somewhere new.
CREATE TABLE user_devices (
    user_id        uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    -- In plain words, such as "Firefox on Windows".
    device         text        NOT NULL,
    -- The range of addresses of a provider's size.
    provider       text        NOT NULL,
    first_used_at  timestamptz NOT NULL,
    last_used_at   timestamptz NOT NULL,
    PRIMARY KEY (user_id, device, provider)
);

CREATE INDEX user_devices_last_used ON user_devices (last_used_at);
