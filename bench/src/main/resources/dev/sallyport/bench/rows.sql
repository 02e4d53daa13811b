-- What users leave behind, after users.sql has made them: as long, and in the same order, as the server writes it. uuidv7() needs PostgreSQL 18.
INSERT INTO sessions (id, user_id, generation, methods, authenticated_at, opened_at, rotated_at, expires_at, ends_at, client_address, user_agent)
SELECT uuidv7(), u.id, 40, ARRAY['pwd'], now(), now(), now(), now() + interval '30 days', now() + interval '90 days',
    ('203.0.113.' || n % 250)::inet,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
FROM generate_series(1, 2) n, users u;

INSERT INTO known_clients (user_id, client_digest, last_seen_at)
SELECT u.id, sha256((u.id::text || n)::bytea), now() FROM generate_series(1, 2) n, users u;

INSERT INTO user_devices (user_id, device, provider, first_used_at, last_used_at)
SELECT u.id, (ARRAY['Chrome on Windows', 'Safari on iPhone'])[n], 'password', now(), now() FROM generate_series(1, 2) n, users u;

INSERT INTO totp_factors (user_id, enrolment, seed, digits, period_seconds, enrolled_at, tries, confirmed_at, spent_step)
SELECT id, gen_random_uuid(), sha256(id::text::bytea) || sha256(email::bytea), 6, 30, now(), 0, now(), 58000000 FROM users;

INSERT INTO recovery_codes (user_id, selector, hash, created_at)
SELECT u.id, substr(md5(u.id::text || n), 1, 8), u.password_hash, now() FROM generate_series(1, 10) n, users u;

INSERT INTO revocations (id, written_by, revoked_at, session_id)
SELECT uuidv7(), pg_current_xact_id(), now(), uuidv7() FROM users;

INSERT INTO mail_outbox (id, kind, state, sealed, attempts, queued_at, due_at, settled_at, recipient)
SELECT uuidv7(), 'verify-email', 'delivered', NULL, 1, now(), now(), now(), sha256(email::bytea) FROM users;

-- A sign-in, and a refusal: what there is most of.
INSERT INTO audit_events (id, occurred_at, type, user_id, details, client_address, user_agent, salt)
SELECT uuidv7(), clock_timestamp(), (ARRAY['sign-in.succeeded', 'sign-in.refused'])[n], u.id,
    jsonb_build_object('sessionId', gen_random_uuid(), 'methods', 'pwd'), ('203.0.113.' || n)::inet,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    gen_random_uuid()
FROM generate_series(1, 2) n, users u;
DELETE FROM audit_unsealed;

-- Sealed by the thousand.
CREATE TEMPORARY TABLE numbered AS
SELECT id, occurred_at, 1 + (row_number() OVER (ORDER BY occurred_at, id) - 1) / 1000 AS batch FROM audit_events;

INSERT INTO audit_seals (batch, sealed_at, entries, newest, entries_digest, previous, seal)
SELECT batch, now(), count(*), max(occurred_at), sha256(batch::text::bytea), sha256(batch::text::bytea), sha256(batch::text::bytea)
FROM numbered GROUP BY batch ORDER BY batch;

INSERT INTO audit_sealed_entries (batch, ids, occurred, digests)
SELECT batch, array_agg(id), array_agg(occurred_at),
    string_agg(sha256(id::text::bytea) || sha256((id::text || 'who')::bytea), ''::bytea)
FROM numbered GROUP BY batch ORDER BY batch;
