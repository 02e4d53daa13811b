-- From where users have signed in, so that strangers who guess at a password do not use up what is theirs.
CREATE TABLE known_clients (
    user_id       uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    -- A keyed digest of the network, and another for each user: without the key, this table tells neither where anybody has been nor
    -- who has been at the same place.
    client_digest bytea       NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    PRIMARY KEY (user_id, client_digest)
);

-- For purging what has not been seen for long.
CREATE INDEX known_clients_last_seen ON known_clients (last_seen_at);
