-- Signing keys follow one another: each is used from its own time on, with its own algorithm. A version that knows nothing of it
-- may still add a key, which is then used at once.
ALTER TABLE server_keys
    -- By its name in RFC 7518. Null for a key that such a version has added: ES256 if it signs, HS256 otherwise.
    ADD COLUMN algorithm   text,
    ADD COLUMN active_from timestamptz NOT NULL DEFAULT now();

UPDATE server_keys
SET algorithm = CASE purpose WHEN 'access-token-signing' THEN 'ES256' ELSE 'HS256' END, active_from = created_at;
