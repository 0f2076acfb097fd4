CREATE TABLE "Quo""ted; '--" ("<script>alert(1)</script>" int, "spa ce" text, "ünï" text, "$$" int DEFAULT '1');
COMMENT ON COLUMN "Quo""ted; '--"."ünï" IS 'é 😀 ${not_a_placeholder';
CREATE FUNCTION "Fn;"(a "Quo""ted; '--") RETURNS int LANGUAGE sql AS 'SELECT ($1)."<script>alert(1)</script>"';
CREATE INDEX "i;x" ON "Quo""ted; '--" ("spa ce" COLLATE "C" text_pattern_ops);
DO $_$ BEGIN EXECUTE $q$CREATE VIEW "v'" AS SELECT "ünï" FROM "Quo""ted; '--" WHERE "$$" > 0$q$; END $_$;
