create function f(a int) returns int language sql begin atomic select 1; select case when a > 1 then 2 else 3 end; end;
CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC; INSERT INTO t VALUES (1); END; SELECT 1;
create or replace function "begin"() returns int begin atomic select 1; select "end"; end; select 2;
create function g(begin int) returns int return case when 1 = 1 then 2 end; select 3;
create /* comment */ function h() -- end
  returns int begin atomic select (case when true then 1 end); end; select 4;
create table begin (a int); begin; select 5; end;
create or replace view function as select 1; begin; commit;
create function x() returns int begin atomic begin; end; end; case when; end; select 6;
create "x" function y() begin; end; create function; begin; select 1; end;
