-- The yard's first season, in two steps: if the second one fails, the first one stays, and the next run goes on with the
-- second.
--
-- slipway:check first_customers: SELECT count(*) >= 3 FROM customer

-- slipway:step Customers and their boats
INSERT INTO customer (name, email) VALUES
    ('Ines Duarte', 'ines@example.org'),
    ('O''Brien & Sons', 'office@example.com'),
    ('Kutterverein Nordhafen', NULL);

INSERT INTO boat (customer_id, name, length_metres)
SELECT customer.id, boat.name, boat.length_metres
FROM (VALUES
    ('Ines Duarte', 'Petrel', 7.40),
    ('O''Brien & Sons', 'Second Wind', 11.20),
    ('Kutterverein Nordhafen', 'Möwe', 14.85)) AS boat (owner, name, length_metres)
JOIN customer ON customer.name = boat.owner;

-- slipway:step Their work orders
INSERT INTO work_order (boat_id, state)
SELECT id, 'scheduled' FROM boat;

INSERT INTO job (work_order_id, description, hours, hourly_rate)
SELECT id, 'Haul out and wash down', 3.5, 64.00 FROM work_order;
