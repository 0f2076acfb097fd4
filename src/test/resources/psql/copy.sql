create table t (a int);
copy t from stdin;
1\t;

\N
-- no comment
\.
select 1;
COPY t (a, "from") FROM STDIN (FORMAT csv); select 2; -- same line
1,2
\.
select 3; copy /* x */ t from -- y
 stdin with csv;
\.
copy t from 'stdin'; copy (select a from stdin) to stdout; copy "from" from stdin; copy b from stdin; select 4
a
\.
b
\.
, 5;
copy t from stdin
;
x
\.
select 6;
copy t from stdin;
to the end