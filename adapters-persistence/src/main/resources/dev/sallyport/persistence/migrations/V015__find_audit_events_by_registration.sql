-- For what happened before an account was there. The trail may be long, and is written to meanwhile. An attempt that broke off leaves an
-- index behind that is not valid.
DROP INDEX CONCURRENTLY IF EXISTS audit_events_registration;

CREATE INDEX CONCURRENTLY audit_events_registration ON audit_events ((details ->> 'registrationId'))
    WHERE details ->> 'registrationId' IS NOT NULL;
