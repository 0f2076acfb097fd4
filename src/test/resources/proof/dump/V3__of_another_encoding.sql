SET statement_timeout = 0;
SET client_encoding = 'LATIN1';
CREATE TABLE public.of_another_encoding AS SELECT 'plain'::text AS name;
CREATE INDEX CONCURRENTLY ON public.of_another_encoding (name);
CREATE TABLE public.of_another_encoding_2 ();
