-- How to reach a customer. Both columns stay empty for those who never told.
--
-- slipway:lock-timeout 500ms

ALTER TABLE customer
    ADD COLUMN email text,
    ADD COLUMN phone text;

COMMENT ON COLUMN customer.email IS 'Where the invoice goes; "none; asked twice" is not an address';
