-- What was written before V028 and is not in the queue. Nothing is locked; what is written meanwhile queues itself.
INSERT INTO audit_unsealed (id, occurred_at)
SELECT id, occurred_at FROM audit_events e WHERE NOT EXISTS (SELECT FROM audit_unsealed q WHERE q.id = e.id);
