-- Hours of work ahead, by state of the order. Edit this file and run again: a repeatable migration follows its text.

CREATE OR REPLACE VIEW yard_load AS
SELECT work_order.state, count(DISTINCT work_order.id) AS orders, coalesce(sum(job.hours), 0) AS hours
FROM work_order
LEFT JOIN job ON job.work_order_id = work_order.id
WHERE work_order.state NOT IN ('done', 'cancelled')
GROUP BY work_order.state;
