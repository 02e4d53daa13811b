-- What V019 asks of every mail, asked of those that were there before, while others are written.
ALTER TABLE mail_outbox VALIDATE CONSTRAINT mail_outbox_recipient_is_digest;
ALTER TABLE mail_outbox VALIDATE CONSTRAINT mail_outbox_settled_is_erased;
