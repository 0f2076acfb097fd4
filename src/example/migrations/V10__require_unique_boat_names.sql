-- One customer does not give two boats the same name. The invoice would not say which one was meant.
--
-- slipway:check boat_names_are_unique: SELECT NOT EXISTS (SELECT FROM boat GROUP BY customer_id, name HAVING count(*) > 1)

ALTER TABLE boat ADD CONSTRAINT boat_name_unique UNIQUE (customer_id, name);
