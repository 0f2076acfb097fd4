-- What is to be done to a boat, and the single jobs of each order.

CREATE TABLE work_order (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    boat_id       bigint NOT NULL REFERENCES boat,
    state         order_state NOT NULL DEFAULT 'requested',
    requested_on  date NOT NULL DEFAULT current_date
);

CREATE INDEX work_order_boat_idx ON work_order (boat_id);

CREATE TABLE job (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    work_order_id  bigint NOT NULL REFERENCES work_order ON DELETE CASCADE,
    description    text NOT NULL,
    hours          numeric(6, 2) NOT NULL CHECK (hours >= 0),
    hourly_rate    numeric(8, 2) NOT NULL CHECK (hourly_rate >= 0)
);

CREATE INDEX job_work_order_idx ON job (work_order_id);
