-- Finds a customer by address, whatever its capitals.
--
-- Built without keeping anybody from writing. PostgreSQL refuses this statement in a transaction, so it runs alone.

CREATE INDEX CONCURRENTLY customer_email_idx ON customer (lower(email));
