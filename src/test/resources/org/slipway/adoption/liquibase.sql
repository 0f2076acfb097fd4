-- Rows as Liquibase 5 wrote them, one file with the path that a start from the class path records.
CREATE TABLE databasechangelog (
    id varchar(255) NOT NULL,
    author varchar(255) NOT NULL,
    filename varchar(255) NOT NULL,
    dateexecuted timestamp NOT NULL,
    orderexecuted integer NOT NULL,
    exectype varchar(10) NOT NULL,
    md5sum varchar(35),
    description varchar(255),
    comments varchar(255),
    tag varchar(255),
    liquibase varchar(20),
    contexts varchar(255),
    labels varchar(255),
    deployment_id varchar(10)
);
INSERT INTO databasechangelog VALUES
    ('1', 'ada', 'db/changelog/boat.sql', '2026-03-02 12:00:00', 1, 'EXECUTED', '9:91d94c14a95ae2c4776c5fd2ac99de07', 'sql', '', NULL, '5.0.4', NULL, NULL, '5398349075'),
    ('2', 'ada', 'db/changelog/boat.sql', '2026-03-02 12:00:01', 2, 'MARK_RAN', '9:e64d4feed3401eabc8a947569c546af7', 'sql', '', NULL, '5.0.4', NULL, NULL, '5398349075'),
    ('1', 'bob', 'classpath:db/changelog/sub/berth.sql', '2026-03-02 12:00:02', 4, 'EXECUTED', '9:3c41b7317efa7480de5f6a7366948711', 'sql', '', NULL, '5.0.4', NULL, NULL, '5398349075'),
    ('2', 'bob', 'somewhere/else.sql', '2026-03-02 12:00:03', 5, 'EXECUTED', '9:201aaba94247d3fc84a480aa81b36a57', 'sql', '', NULL, '5.0.4', NULL, NULL, '5398349075'),
    ('names', 'ada', 'db/changelog/boat.sql', '2026-03-02 12:00:04', 6, 'RERAN', '9:2839fde6ae6134ad3081ab8701ae394d', 'sql', '', NULL, '5.0.4', NULL, NULL, '5398349075'),
    ('gone', 'ada', 'db/changelog/boat.sql', '2026-03-02 12:00:05', 7, 'EXECUTED', NULL, 'sql', '', NULL, '5.0.4', NULL, NULL, '5398349075');
