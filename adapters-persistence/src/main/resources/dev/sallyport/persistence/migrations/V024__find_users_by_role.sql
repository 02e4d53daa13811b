-- For telling who has a role, and whether anybody has. The table may be long, and is written to meanwhile. An attempt that broke off leaves
-- an index behind that is not valid.
DROP INDEX CONCURRENTLY IF EXISTS user_roles_role;
CREATE INDEX CONCURRENTLY user_roles_role ON user_roles (role, user_id);
