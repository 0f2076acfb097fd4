-- Rows as Prisma 6 wrote them: one resolved as applied, one applied, one that failed, was resolved as rolled back and failed again.
CREATE TABLE _prisma_migrations (
    id varchar(36) NOT NULL PRIMARY KEY,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
);
INSERT INTO _prisma_migrations VALUES
    ('8cc8f865-94ba-405e-a5ba-23ddeab7b571', '0cf5462f701701ceb35d24ef2ddb8682beee693126c4ab21146699510b2aee09',
        '2026-03-02 12:00:00Z', '20260101000000_init', '', NULL, '2026-03-02 12:00:00Z', 0),
    ('797f84f2-163a-40bb-829c-0f25ae4d83b9', '5bbe8a94e4a9b29806f130d554ec1ec8fefb104eccdde06eafad02feb50cd9b2',
        '2026-03-02 12:01:00.675Z', '20260102000000_berth', NULL, NULL, '2026-03-02 12:01:00.665Z', 1),
    ('455a9551-813f-419a-a5f2-d5379dcd2e23', '3c4f9d6a697c88f922865422f18e07f92b396406c6728ca18ee8b1f63222df42',
        NULL, '20260103000000_captain', E'external connector error\nError querying the database: ERROR: division by zero\n   0: apply_script',
        '2026-03-02 12:02:01Z', '2026-03-02 12:02:00Z', 0),
    ('607ea160-5af7-41a8-a75f-31ae3dd2c9bc', '3c4f9d6a697c88f922865422f18e07f92b396406c6728ca18ee8b1f63222df42',
        NULL, '20260103000000_captain', E'external connector error\nError querying the database: ERROR: relation "captain" already exists\n   0: apply_script',
        NULL, '2026-03-02 12:03:00Z', 0);
