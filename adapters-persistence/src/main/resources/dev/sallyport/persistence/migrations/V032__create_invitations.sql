-- Who is to have an account, once they show that the mailbox is theirs: one for each address, so that a new link voids the old.
CREATE TABLE invitations (
    -- The id that the account will have.
    account_id   uuid        PRIMARY KEY,
    email        text        NOT NULL CONSTRAINT invitations_email_unique UNIQUE,
    display_name text,
    locale       text        NOT NULL,
    -- Null for the operator. What somebody sent who has no account any more is worth nothing.
    invited_by   uuid        REFERENCES users ON DELETE CASCADE,
    -- A keyed digest: without the key, this table makes no account.
    link_digest  bytea       NOT NULL CONSTRAINT invitations_link_unique UNIQUE,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);

-- For those of somebody whose account is deleted.
CREATE INDEX invitations_invited_by ON invitations (invited_by) WHERE invited_by IS NOT NULL;
-- For purging what nobody accepted in time.
CREATE INDEX invitations_expires_at ON invitations (expires_at);

-- Which roles they get. An invitation to a role that is gone gives the others.
CREATE TABLE invitation_roles (
    account_id uuid NOT NULL REFERENCES invitations ON DELETE CASCADE,
    role       text NOT NULL REFERENCES roles ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (account_id, role)
);

-- For those of a role that is deleted.
CREATE INDEX invitation_roles_role ON invitation_roles (role);
