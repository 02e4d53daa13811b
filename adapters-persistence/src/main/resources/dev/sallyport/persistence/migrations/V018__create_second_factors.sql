-- How many wrong second factors were given for an account since the last right one, by whoever knows its password. At a hundred, the
-- password is disabled until it is reset.
ALTER TABLE users
    ADD COLUMN second_factor_failures integer NOT NULL DEFAULT 0
        CONSTRAINT users_second_factor_failures_counted CHECK (second_factor_failures >= 0);

-- Authenticators: one for each user, which counts for nothing until it is confirmed.
CREATE TABLE totp_factors (
    user_id        uuid        PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- Tells it from those that the user began to enrol before.
    enrolment      uuid        NOT NULL,
    -- Encrypted under the master key.
    seed           bytea       NOT NULL,
    digits         smallint    NOT NULL,
    period_seconds integer     NOT NULL,
    enrolled_at    timestamptz NOT NULL,
    tries          smallint    NOT NULL CONSTRAINT totp_factors_tries_counted CHECK (tries >= 0),
    confirmed_at   timestamptz,
    -- The last time step of which a code was accepted.
    spent_step     bigint,
    CONSTRAINT totp_factors_confirmed_by_a_code CHECK ((confirmed_at IS NULL) = (spent_step IS NULL))
);

-- What stands in for a lost authenticator, each once: a code that was used is deleted.
CREATE TABLE recovery_codes (
    user_id    uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    -- The part of the code that finds it among its owner's.
    selector   text        NOT NULL,
    -- A PHC string, of the rest of the code.
    hash       text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, selector)
);

-- Sign-ins whose password was right, and that wait for a second factor.
CREATE TABLE sign_in_challenges (
    -- A keyed digest: without the key, this table goes on with no sign-in.
    challenge  bytea       PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    -- A keyed digest of the hash that the password had: another password voids the sign-in.
    password   bytea       NOT NULL,
    expires_at timestamptz NOT NULL,
    tries      smallint    NOT NULL CONSTRAINT sign_in_challenges_tries_counted CHECK (tries >= 0)
);

-- For voiding a user's, and for deleting the user.
CREATE INDEX sign_in_challenges_user ON sign_in_challenges (user_id);
-- For purging what nobody went on with in time.
CREATE INDEX sign_in_challenges_expires_at ON sign_in_challenges (expires_at);
