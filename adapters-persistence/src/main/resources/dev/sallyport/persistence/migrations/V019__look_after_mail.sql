-- Lets people look after mail: find it, see dead letters and have them sent again. And has every instance hear of new mail at once.
-- The table may be long, and is written to meanwhile: nothing here looks at its rows.
ALTER TABLE mail_outbox
    -- A keyed digest of the recipient, by which mail is found again when the mail itself is erased; null once the recipient is forgotten.
    ADD COLUMN recipient bytea,
    -- Until when a dispatcher has it; null if none has.
    ADD COLUMN leased_until timestamptz,
    -- When somebody last had it tried again.
    ADD COLUMN retried_at timestamptz;

ALTER TABLE mail_outbox ADD CONSTRAINT mail_outbox_recipient_is_digest CHECK (length(recipient) = 32) NOT VALID;

-- Dead letters stay sealed as they were, so that they can be sent again. (The version before erases them, which is fine, too.)
ALTER TABLE mail_outbox DROP CONSTRAINT mail_outbox_settled_is_erased;
ALTER TABLE mail_outbox ADD CONSTRAINT mail_outbox_settled_is_erased CHECK (
    CASE state WHEN 'queued' THEN sealed IS NOT NULL WHEN 'dead' THEN true ELSE sealed IS NULL END) NOT VALID;

CREATE FUNCTION announce_mail() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('sallyport_mail', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER mail_outbox_insert AFTER INSERT ON mail_outbox
    FOR EACH STATEMENT EXECUTE FUNCTION announce_mail();
