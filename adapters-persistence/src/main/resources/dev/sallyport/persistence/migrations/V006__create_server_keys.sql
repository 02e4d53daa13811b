-- The server's own keys, encrypted under the master key.
CREATE TABLE server_keys (
    id         uuid        PRIMARY KEY,
    purpose    text        NOT NULL,
    -- Counts the keys of one purpose: of many instances that start together, one can add the first.
    number     integer     NOT NULL CONSTRAINT server_keys_numbered CHECK (number > 0),
    material   bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT server_keys_one_of_a_number UNIQUE (purpose, number)
);
