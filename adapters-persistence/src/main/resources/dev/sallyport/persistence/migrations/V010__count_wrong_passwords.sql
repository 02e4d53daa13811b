-- How many wrong passwords were given for an account since the last right one. At a hundred, the password is disabled until it is reset.
ALTER TABLE users
    ADD COLUMN password_failures integer NOT NULL DEFAULT 0 CONSTRAINT users_password_failures_counted CHECK (password_failures >= 0);

-- Where a guess is counted that concerns no account: it costs the same work as one that does, and waits as long for others that come at
-- the same time. Addresses share slots; nothing of them is kept.
CREATE TABLE guesses_at_nobody (
    slot    integer PRIMARY KEY,
    guesses bigint  NOT NULL
) WITH (fillfactor = 50);
