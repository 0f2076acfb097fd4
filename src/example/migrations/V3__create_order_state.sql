-- The states that a work order goes through. New states are added at the end by later migrations.

CREATE TYPE order_state AS ENUM ('requested', 'scheduled', 'on_the_slip', 'done', 'cancelled');
