-- Accounts whose address was proven. Ids are UUIDv7, made by the application: no sequence is needed anywhere, so that the
-- schema can be spread over several servers by user_id.
CREATE TABLE users (
    id                 uuid        PRIMARY KEY,
    -- Already normalised by the application: two addresses are the same account exactly when these are equal. The constraint
    -- referees registrations that finish at the same moment.
    email              text        NOT NULL CONSTRAINT users_email_unique UNIQUE,
    -- A PHC string: algorithm, parameters, salt and hash.
    password_hash      text        NOT NULL,
    display_name       text,
    locale             text        NOT NULL,
    status             text        NOT NULL CONSTRAINT users_status_known CHECK (status IN ('active', 'suspended')),
    two_factor_enabled boolean     NOT NULL,
    created_at         timestamptz NOT NULL,
    last_sign_in_at    timestamptz
);

-- A user's roles; nothing of them outlives the user.
CREATE TABLE user_roles (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role    text NOT NULL,
    PRIMARY KEY (user_id, role)
);
