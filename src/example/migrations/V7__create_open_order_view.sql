-- Orders that still need hands, for the board in the workshop.

CREATE VIEW open_order AS
SELECT work_order.id, boat.name AS boat, customer.name AS customer, work_order.state, work_order.requested_on
FROM work_order
JOIN boat ON boat.id = work_order.boat_id
JOIN customer ON customer.id = boat.customer_id
WHERE work_order.state NOT IN ('done', 'cancelled');
