-- Rows as Flyway 13 community wrote them: two files of a repeatable one, one out of order, a repair after a file was removed.
-- The last two are by hand: a script outside a transaction that failed, and an undo as the commercial editions record it.
CREATE TABLE flyway_schema_history (
    installed_rank integer NOT NULL,
    version varchar(50),
    description varchar(200) NOT NULL,
    type varchar(20) NOT NULL,
    script varchar(1000) NOT NULL,
    checksum integer,
    installed_by varchar(100) NOT NULL,
    installed_on timestamp NOT NULL DEFAULT now(),
    execution_time integer NOT NULL,
    success boolean NOT NULL,
    CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank)
);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);
INSERT INTO flyway_schema_history VALUES
    (1, '001', 'boat', 'SQL', 'V001__boat.sql', -143784977, 'flo', '2026-03-02 12:00:00.5', 13, true),
    (2, '2', 'berth', 'SQL', 'V2__berth.sql', -1327210733, 'flo', '2026-03-02 12:00:01', 25, true),
    (3, NULL, 'boat names', 'SQL', 'R__boat_names.sql', 1178723364, 'flo', '2026-03-02 12:00:02', 28, true),
    (4, NULL, 'owner', 'SQL', 'R__owner.sql', -1316082072, 'flo', '2026-03-02 12:00:03', 24, true),
    (5, '1.5', 'rope', 'SQL', 'V1_5__rope.sql', 963849749, 'flo', '2026-03-02 12:00:04', 34, true),
    (6, NULL, 'boat names', 'SQL', 'R__boat_names.sql', -906516087, 'flo', '2026-03-02 12:00:05', 10, true),
    (7, NULL, 'owner', 'DELETE', 'R__owner.sql', -1316082072, 'flo', '2026-03-02 12:00:06', 0, true),
    (8, '3', 'half', 'SQL', 'V3__half.sql', 4711, 'flo', '2026-03-02 12:00:07', 5, false),
    (9, '4', 'sail', 'SQL', 'V4__sail.sql', 4712, 'flo', '2026-03-02 12:00:08', 5, true),
    (10, '4', 'sail', 'UNDO_SQL', 'U4__sail.sql', 4713, 'flo', '2026-03-02 12:00:09', 5, true);
