-- For forgetting what waits for the address of an account that is deleted.
CREATE INDEX pending_registrations_email ON pending_registrations (email);
