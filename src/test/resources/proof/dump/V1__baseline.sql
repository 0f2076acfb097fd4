--
-- PostgreSQL database dump
--

\restrict 0aBcDeF

-- Dumped from database version 16.4
-- Dumped by pg_dump version 16.10

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE FUNCTION public.next_name() RETURNS text
    LANGUAGE plpgsql
    AS $$ BEGIN RETURN (SELECT name || ';' FROM public.thing LIMIT 1); END $$;

SET default_tablespace = '';
SET default_table_access_method = heap;

CREATE TABLE public.thing (
    id integer NOT NULL,
    name text DEFAULT 'x'::text
);
CREATE SEQUENCE public.thing_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.thing_id_seq OWNED BY public.thing.id;
ALTER TABLE ONLY public.thing ALTER COLUMN id SET DEFAULT nextval('public.thing_id_seq'::regclass);

COPY public.thing (id, name) FROM stdin;
1	one; with 'quote'
2	two\ttabs
3	\N
\.

SELECT pg_catalog.setval('public.thing_id_seq', 3, true);

ALTER TABLE ONLY public.thing
    ADD CONSTRAINT thing_pkey PRIMARY KEY (id);

\unrestrict 0aBcDeF

