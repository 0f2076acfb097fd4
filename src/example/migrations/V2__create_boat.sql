-- Boats, each with the customer that it belongs to.
--
-- A foreign key has no index by itself. Without one, deleting a customer would read all boats.

CREATE TABLE boat (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id    bigint NOT NULL REFERENCES customer,
    name           text NOT NULL,
    length_metres  numeric(5, 2) NOT NULL CHECK (length_metres > 0)
);

CREATE INDEX boat_customer_idx ON boat (customer_id);
