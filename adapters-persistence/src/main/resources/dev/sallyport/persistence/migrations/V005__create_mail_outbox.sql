-- Mail that is to be sent, written in the transaction that it belongs to, and what became of it.
CREATE TABLE mail_outbox (
    id         uuid        PRIMARY KEY,
    kind       text        NOT NULL,
    state      text        NOT NULL
        CONSTRAINT mail_outbox_state_known CHECK (state IN ('queued', 'delivered', 'expired', 'dead')),
    -- Recipient, subject and body, encrypted under the master key; erased as soon as the mail is settled.
    sealed     bytea,
    attempts   integer     NOT NULL CONSTRAINT mail_outbox_attempts_counted CHECK (attempts >= 0),
    queued_at  timestamptz NOT NULL,
    -- When somebody may take it: now, after a failure later, and while a dispatcher has it when its lease runs out.
    due_at     timestamptz NOT NULL,
    expires_at timestamptz,
    settled_at timestamptz,
    -- Reply codes and kinds of failure, never addresses or content.
    last_error text,
    CONSTRAINT mail_outbox_settled_is_erased CHECK ((state = 'queued') = (sealed IS NOT NULL)),
    CONSTRAINT mail_outbox_settled_has_time CHECK ((state = 'queued') = (settled_at IS NULL))
);

-- For taking what is due; what is settled is not in it, so it stays small.
CREATE INDEX mail_outbox_due ON mail_outbox (due_at, id) WHERE state = 'queued';
